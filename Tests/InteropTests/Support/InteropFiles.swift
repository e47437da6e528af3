import Foundation
import Synchronization
import WaxbillTestSupport
import WaxbillX509

/// A certificate and its key as files.
struct Credentials: Sendable {
    let certificate: String
    let key: String

    /// The options by which most programs take them.
    func options(_ certificateOption: String = "-cert", _ keyOption: String = "-key") -> [String] {
        [certificateOption, certificate, keyOption, key]
    }
}

/// The files that the peers and `waxbill` share, made once by Waxbill's own certificate authority.
enum InteropFiles {
    /// The folder of everything that the tests write.
    static let directory = "\(FileManager.default.temporaryDirectory.path)/waxbill-interop-\(UUID().uuidString)"

    /// The authority that both sides trust.
    static let authority = made("authority") { try TestPKI.authority.write(into: $0).certificate }
    /// One of the same name that nobody should trust.
    static let impostorAuthority = made("impostor") { try TestPKI.impostor.write(into: $0).certificate }
    static let impostorServer = made("impostor-server") { folder in
        try write(TestPKI.impostor.issue(LeafSubject.server(named: TestPKI.serverNames)), of: TestPKI.impostor, folder)
    }
    static let impostorClient = made("impostor-client") { folder in
        try write(TestPKI.impostor.issue(LeafSubject.client(named: "mallory")), of: TestPKI.impostor, folder)
    }
    /// A second server's, for ``secondName``.
    static let secondServer = made("second") { folder in
        try write(TestPKI.authority.issue(LeafSubject.server(named: [secondName])), of: TestPKI.authority, folder)
    }
    static let secondName = "second.example"

    /// A certificate of `localhost` with a key of this kind.
    static func server(_ kind: KeyKind = .p256) throws -> Credentials { try cached("server", kind) }

    /// A certificate of `alice` with a key of this kind.
    static func client(_ kind: KeyKind = .p256) throws -> Credentials { try cached("client", kind) }

    static func remove() { try? FileManager.default.removeItem(atPath: directory) }

    private static let cache = Mutex<[String: Credentials]>([:])

    private static func cached(_ role: String, _ kind: KeyKind) throws -> Credentials {
        try cache.withLock { cache in
            let name = "\(role)-\(kind.rawValue)"
            if let credentials = cache[name] { return credentials }
            let issued = role == "server" ? TestPKI.issuedServer(kind) : TestPKI.issuedClient(kind)
            let credentials = try write(issued, of: TestPKI.authority, "\(directory)/\(name)")
            cache[name] = credentials
            return credentials
        }
    }

    private static func write(
        _ issued: IssuedIdentity, of authority: CertificateAuthority, _ folder: String
    ) throws -> Credentials {
        let files = try authority.write(issued, into: folder)
        return Credentials(certificate: files.certificate, key: files.key)
    }

    /// Without certificates no case means anything: it ends the process.
    private static func made<Value>(_ name: String, _ make: (String) throws -> Value) -> Value {
        do {
            return try make("\(directory)/\(name)")
        } catch {
            fatalError("the certificates cannot be made: \(error)")
        }
    }
}
