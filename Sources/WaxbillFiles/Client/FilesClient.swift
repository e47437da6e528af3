import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import WaxbillProofs
import WaxbillTLS
import WaxbillX509

/// A client of one server of files (docs/FILES.md): every content that it keeps is verified.
///
/// Its functions can be called at the same time; each then uses a connection of its own, or two.
public final class FilesClient: Sendable {
    let configuration: FilesClientConfiguration
    let pool: ConnectionPool
    /// Where content is hashed, read and written.
    let workers: NIOThreadPool
    /// Who signed last, and the subject of the certificate: it is the same for most files.
    private let lastSigner = Mutex<(signer: StatementSigner, subject: String)?>(nil)

    /// A client that connects when it is asked for something.
    public init(_ configuration: FilesClientConfiguration) {
        self.configuration = configuration
        pool = ConnectionPool(configuration)
        workers = .singleton
    }

    /// Ends the connections.
    public func close() { pool.close() }

    /// Sends a request whose answer is short.
    /// - Throws: ``FilesClientError``, `refused` for any answer whose status is not one of success.
    func request(
        _ method: HTTPMethod, _ target: String, _ fields: HTTPHeaders = [:], body: ByteBuffer? = nil,
        limit: Int = 65_536, mayRepeat: Bool = true
    ) async throws -> (head: HTTPResponseHead, body: ByteBuffer) {
        try await pool.withConnection(mayRepeat: mayRepeat) { connection in
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
    /// - Parameter peer: the certificates of the connection, which the handshake verified already.
    /// - Throws: ``FilesClientError/contentRefused(_:)``.
    func verify(_ manifest: FileManifest, of path: ServedPath, peer: ConnectionSummary?) throws(FilesClientError) {
        var verifier = configuration.statementVerifier
        if let peer, peer.verified, let signer = signer(peer.peerCertificates)?.signer {
            verifier.knownSigners = [signer]
        }
        do throws(ManifestError) {
            try manifest.verify(path: path.text, by: verifier)
        } catch {
            throw FilesClientError(error)
        }
    }

    /// The subject of the certificate of whoever signed a manifest that has been verified.
    func signerName(of manifest: FileManifest) -> String { signer(manifest.signed.certificates)?.subject ?? "" }

    /// A signer who has shown these certificates.
    private func signer(_ certificates: [[UInt8]]) -> (signer: StatementSigner, subject: String)? {
        lastSigner.withLock { last in
            if let last, last.signer.certificates == certificates { return last }
            guard let signer = try? StatementSigner(verifiedPeer: certificates), let leaf = certificates.first else {
                return nil
            }
            last = (signer, CertificateSummary(der: leaf)?.subject ?? "")
            return last
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
