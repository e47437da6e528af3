import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import WaxbillHTTPClient
import WaxbillProofs
import WaxbillTLS
import WaxbillX509

/// A client of one server of files (docs/FILES.md): every content that it keeps is verified.
///
/// Its functions can be called at the same time; each then uses a connection of its own, or two.
public final class FilesClient: Sendable {
    let configuration: FilesClientConfiguration
    private let pool: ConnectionPool
    /// Where content is hashed, read and written.
    let workers: NIOThreadPool
    private let verifier: StatementVerifier
    private let lastSigner = Mutex<(certificate: [UInt8], name: String)?>(nil)
    private let lastPeer = Mutex<(certificates: [[UInt8]], signer: StatementSigner)?>(nil)

    /// A client that connects when it is asked for something.
    public init(_ configuration: FilesClientConfiguration) {
        self.configuration = configuration
        pool = ConnectionPool(configuration.http)
        workers = .singleton
        verifier = configuration.statementVerifier
    }

    /// Ends the connections.
    public func close() { pool.close() }

    /// Uses a connection, which may have been at rest, and keeps it if it can be used again.
    /// - Parameter eventLoop: the only one whose connections are used; nil: any.
    /// - Throws: ``FilesClientError``, and what `body` throws.
    func withConnection<Value>(
        on eventLoop: (any EventLoop)? = nil, _ body: (HTTPConnection) async throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.withConnection(on: eventLoop, body)
        } catch let error as HTTPClientError {
            throw FilesClientError(error)
        }
    }

    /// The server, whose certificate the handshake verified. Connections to one server mostly have the same.
    func signer(of connection: HTTPConnection) -> StatementSigner? {
        guard connection.summary.verified else { return nil }
        let certificates = connection.summary.peerCertificates
        return lastPeer.withLock { last in
            if let last, last.certificates == certificates { return last.signer }
            guard let signer = try? StatementSigner(verifiedPeer: certificates) else { return nil }
            last = (certificates, signer)
            return signer
        }
    }

    /// Sends a request whose answer is short.
    /// - Throws: ``FilesClientError``, `refused` for any answer whose status is not one of success.
    func request(
        _ method: HTTPMethod, _ target: String, _ fields: HTTPHeaders = [:], body: ByteBuffer? = nil,
        limit: Int = 65_536
    ) async throws -> (head: HTTPResponseHead, body: ByteBuffer) {
        try await withConnection { connection in
            let answer = ShortAnswer(limit: limit)
            let head = try await connection.perform(method, target, fields, body: body, answer)
            guard (200..<300).contains(head.status.code) else {
                throw FilesClientError.refused(ServerRefusal(head, answer.body))
            }
            return (head, answer.body)
        }
    }

    /// Verifies that a manifest is about the file of this path, and signed by somebody whom the trust roots allow to have the server's
    /// name.
    /// - Parameter peer: the server of the connection, which the handshake verified already.
    /// - Throws: ``FilesClientError/contentRefused(_:)``.
    func verify(_ manifest: FileManifest, of path: ServedPath, peer: StatementSigner?) throws(FilesClientError) {
        var verifier = verifier
        if let peer { verifier.knownSigners = [peer] }
        do throws(ManifestError) {
            try manifest.verify(path: path.text, by: verifier)
        } catch {
            throw FilesClientError(error)
        }
    }
}

extension FilesClient {
    /// The subject of the certificate that signed. Files that come one after the other have the same signer.
    func signerName(of manifest: FileManifest) -> String {
        guard let certificate = manifest.signed.certificates.first else { return "" }
        return lastSigner.withLock { last in
            if let last, last.certificate == certificate { return last.name }
            let name = CertificateSummary(der: certificate)?.subject ?? ""
            last = (certificate, name)
            return name
        }
    }
}

extension FilesClientConfiguration {
    /// Who decides about the signatures of manifests.
    var statementVerifier: StatementVerifier {
        let name: ReferenceName =
            switch serverName {
            case .dnsName(let name): .dns(name)
            case .ipAddress(let bytes): .ip(bytes)
            }
        var verifier = StatementVerifier(roots: verifier.roots, name: name, clock: verifier.clock)
        verifier.options.profile = self.verifier.profile
        verifier.options.revocationLists = self.verifier.revocationLists
        verifier.options.revocation = self.verifier.revocation
        return verifier
    }
}
