import WaxbillAuthority
import WaxbillX509

extension ExitStatus {
    /// The status for an error of Waxbill's own; nil for those of others (ArgumentParser knows its own).
    init?(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error.status
        case let error as FileError: self.init(error)
        case let error as IdentityError: self.init(error)
        case let error as TrustRootsError: self.init(error)
        case let error as AuthorityError: self.init(error)
        case let error as AuthorityIndexError: self.init(error)
        case let error as PassphraseError: self.init(error)
