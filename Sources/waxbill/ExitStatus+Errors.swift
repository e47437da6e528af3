import WaxbillAuthority
import WaxbillFiles
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
        case let error as RevocationListError: self.init(error)
        case is RightsRulesError: self = .dataError
        case let error as FilesError: self = error.code == .notFound || error.code == .notAFolder ? .noInput : .ioError
        default: return nil
        }
    }

    private init(_ error: FileError) {
        self = if error.alreadyExists { .cannotCreate } else if error.action == "read" { .noInput } else { .ioError }
    }

    private init(_ error: IdentityError) {
        if case .unreadable(let error) = error { self.init(error) } else { self = .dataError }
    }

    private init(_ error: TrustRootsError) {
        switch error {
        case .unreadable(let error): self.init(error)
        case .noSystemRoots: self = .configurationError
        default: self = .dataError
        }
    }

    private init(_ error: RevocationListError) {
        switch error {
        case .unreadable(let error): self.init(error)
        case .inFile(_, let error): self.init(error)
        case .malformed, .malformedPEM, .missing: self = .dataError
        }
    }

    private init(_ error: AuthorityError) {
        switch error {
        case .file(let error): self.init(error)
        case .identity(let error): self.init(error)
        case .notAnAuthority, .expired, .invalidRequest, .notRenewable: self = .dataError
        case .invalidName, .invalidDays, .invalidValidity, .invalidPathLength, .contradictoryDefects, .impossibleDefect:
            self = .usageError
        case .failed: self = .softwareError
        }
    }

    private init(_ error: AuthorityIndexError) {
        self =
            switch error {
            case .damaged, .tooNew, .notIssuedHere: .dataError
            case .busy: .temporaryFailure
            case .unusable: .ioError
            case .unknownSerial, .alreadyRevoked, .notOnHold: .negative
            case .notACertificate: .noInput
            }
    }

    private init(_ error: PassphraseError) {
        if case .unreadable(let error) = error { self.init(error) } else { self = .dataError }
    }
}
