import Synchronization
import WaxbillTLS
import WaxbillX509

/// Certificates for tests, each made once in a process and valid now.
public enum TestPKI {
    /// The DNS names and addresses of every server certificate.
    public static let serverNames = ["localhost", "server.example", "*.wild.example", "127.0.0.1", "::1"]
    /// The name of every client certificate.
    public static let clientName = "alice"

    /// The authority that issues ``server(_:)`` and ``client(_:)``.
    public static let authority = made { () throws(AuthorityError) in try CertificateAuthority(name: "Test CA") }
    /// Another authority of the same name, whose certificates are to be refused.
    public static let impostor = made { () throws(AuthorityError) in try CertificateAuthority(name: "Test CA") }

    /// Trusts ``authority``.
    public static let verifier = ChainVerifier(roots: authority.trustRoots)

    /// A server's identity with a key of this kind.
    public static func server(_ kind: KeyKind = .p256) -> Identity { cached(.server, kind).identity }

    /// A client's identity with a key of this kind.
    public static func client(_ kind: KeyKind = .p256) -> Identity { cached(.client, kind).identity }

    /// A server's identity that ``impostor`` issued.
    public static let impostorServer = made { () throws(AuthorityError) in
        try impostor.issue(LeafSubject.server(named: serverNames)).identity
    }

    /// A client's identity that ``impostor`` issued.
    public static let impostorClient = made { () throws(AuthorityError) in
        try impostor.issue(LeafSubject.client(named: clientName)).identity
    }

    /// What ``server(_:)`` is made of, for tests that want PEM.
    public static func issuedServer(_ kind: KeyKind = .p256) -> IssuedIdentity { cached(.server, kind) }

    /// What ``client(_:)`` is made of, for tests that want PEM.
    public static func issuedClient(_ kind: KeyKind = .p256) -> IssuedIdentity { cached(.client, kind) }

    private struct Key: Hashable {
        let role: Role
        let kind: KeyKind
    }

    private static let cache = Mutex<[Key: IssuedIdentity]>([:])

    private static func cached(_ role: Role, _ kind: KeyKind) -> IssuedIdentity {
        cache.withLock { cache in
            let key = Key(role: role, kind: kind)
            if let issued = cache[key] { return issued }
            let issued = made { () throws(AuthorityError) in
                let subject =
                    role == .server
                    ? try LeafSubject.server(named: serverNames) : try LeafSubject.client(named: clientName)
                return try authority.issue(subject, key: kind)
            }
            cache[key] = issued
            return issued
        }
    }

    /// Without certificates no test means anything: it ends the process.
    private static func made<Value>(_ make: () throws(AuthorityError) -> Value) -> Value {
        do throws(AuthorityError) {
            return try make()
        } catch {
            fatalError("the test certificates cannot be made: \(error)")
        }
    }
}
