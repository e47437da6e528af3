import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import TLSWire

/// swift-nio-ssl as one peer among the others. It does not resume.
struct SwiftNIOSSLPeer: Peer {
    func serve(_ bench: Bench, _ settings: PeerSettings) async throws -> any PeerServer {
        let identity = try settings.identity ?? InteropFiles.server()
        var configuration = try NIOSSLPeer.serverConfiguration(identity)
        if settings.requiresClientCertificate {
            configuration.trustRoots = .file(InteropFiles.authority)
            configuration.certificateVerification = .noHostnameVerification
        }
        try apply(settings, to: &configuration)
        let reports = Reports()
        let listener = try await NIOSSLPeer.bind(configuration) { reports.add($0) }
        guard let port = listener.localAddress?.port else { throw InteropFailure("no port") }
        return Server(listener: listener, port: port, noted: reports)
    }

    func call(_ bench: Bench, port: Int, _ settings: PeerSettings) throws -> any PeerClient {
        var configuration = try NIOSSLPeer.clientConfiguration()
        if let identity = settings.identity {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(identity.certificate)
                .map { .certificate($0) }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.key, format: .pem))
        }
        try apply(settings, to: &configuration)
        return Client(port: port, configuration: configuration, connections: settings.connections)
    }

    private func apply(_ settings: PeerSettings, to configuration: inout TLSConfiguration) throws {
        configuration.minimumTLSVersion = Self.version(settings.versions.lowerBound)
        configuration.maximumTLSVersion = Self.version(settings.versions.upperBound)
        let old = settings.cipherSuites.compactMap { "\($0)".contains("_WITH_") ? $0.openSSLName : nil }
        if !old.isEmpty { configuration.cipherSuites = old.joined(separator: ":") }
        // By itself it leaves P-521 out, which then is no curve for certificates either (RFC 8422, Section 5.1).
        configuration.curves = [.x25519, .secp256r1, .secp384r1, .secp521r1]
        configuration.applicationProtocols = settings.applicationProtocols
        // Unless told otherwise, it takes neither Ed25519 nor P-521, and SHA-1 not at all.
        configuration.verifySignatureAlgorithms = Self.signatures
        configuration.signingSignatureAlgorithms = nil
    }

    private static let signatures: [SignatureAlgorithm] = [
        .ecdsaSecp256R1Sha256, .ecdsaSecp384R1Sha384, .ecdsaSecp521R1Sha512, .ed25519, .rsaPssRsaeSha256,
        .rsaPssRsaeSha384, .rsaPssRsaeSha512, .rsaPkcs1Sha256, .rsaPkcs1Sha384, .rsaPkcs1Sha512,
    ]

    private static func version(_ version: Version) -> TLSVersion {
        switch version {
        case .tls10: .tlsv1
        case .tls11: .tlsv11
        case .tls12: .tlsv12
        case .tls13: .tlsv13
        }
    }

    private final class Reports: Sendable {
        private let reports = Mutex<[PeerReport]>([])

        var all: [PeerReport] { reports.withLock(\.self) }

        func add(_ report: PeerReport) { reports.withLock { $0.append(report) } }
    }

    private struct Server: PeerServer {
        let listener: any Channel
        let port: Int
        let noted: Reports

        func reports(good: Bool) async throws -> [PeerReport] {
            try await listener.close()
            return noted.all
        }
    }

    private struct Client: PeerClient {
        let port: Int
        let configuration: TLSConfiguration
        let connections: Int

        func reports(good: Bool) async throws -> [PeerReport] {
            var reports: [PeerReport] = []
            for _ in 0..<connections {
                reports.append(try await NIOSSLPeer.echo(Echo.line, port: port, configuration))
            }
            return reports
        }
    }
}
