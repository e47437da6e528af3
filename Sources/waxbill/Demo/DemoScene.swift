import Synchronization
import WaxbillTLS
import WaxbillX509

/// What the steps of the demo share: an authority, and whom it issued certificates to.
final class DemoScene: Sendable {
    /// Where the files are.
    let directory: String
    private let made = Mutex<DemoIdentities?>(nil)
    private let lastSession = Mutex<Session?>(nil)

    init(directory: String) { self.directory = directory }

    /// What the first step made.
    /// - Throws: ``DemoMismatch`` where it did not.
    var identities: DemoIdentities {
        get throws {
            guard let identities = made.withLock(\.self) else {
                throw DemoMismatch("without the certificates of the first step it cannot be tried")
            }
            return identities
        }
    }

    func keep(_ identities: DemoIdentities) { made.withLock { $0 = identities } }

    /// The session of the first handshake.
    var session: Session? { lastSession.withLock(\.self) }

    func keep(_ session: Session?) { lastSession.withLock { $0 = session } }
}

/// The certificates of the demo.
struct DemoIdentities: Sendable {
    let roots: TrustRoots
    let server: Identity
    let client: Identity
    /// A server's certificate for the same name, which another authority issued.
    let impostor: Identity
    /// Who has to do with the bank, by name.
    let people: [String: Identity]
    /// One for all servers, so that a later one opens the tickets of an earlier one.
    let tickets = TicketProtector()

    /// A client that trusts the demo's authority.
    func clientConfiguration(as identity: Identity?) -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: ChainVerifier(roots: roots))
        configuration.identityProvider = identity.map { StaticIdentities([$0]) }
        return configuration
    }

    /// A server that lets in the demo's clients only.
    func serverConfiguration(as identity: Identity) -> ServerConfiguration {
        var configuration = ServerConfiguration(identityProvider: StaticIdentities([identity]))
        configuration.clientAuthentication = .required
        configuration.certificateVerifier = ChainVerifier(roots: roots)
        configuration.certificateAuthorities = roots.subjects
        configuration.sessionStore = tickets
        return configuration
    }
}
