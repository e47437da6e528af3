import Foundation

/// `bssl-tool server` as it talks to one client.
struct BoringSSLServer {
    let process: ChildProcess
    let port: Int

    static func start(_ bench: Bench, _ options: [String] = []) async throws -> BoringSSLServer {
        let identity = try InteropFiles.server().options()
        let process = try bench.start(.boringSSL, ["server", "-accept", "0"] + identity + options)
        return BoringSSLServer(process: process, port: try await process.listeningPort())
    }

    /// What it says of its connection.
    var report: PeerReport { BoringSSLText.report(process.transcript.error) }
}

/// `bssl-tool client`.
struct BoringSSLClient {
    let process: ChildProcess

    /// Starts it. It wants the server's certificate to be good.
    static func start(_ bench: Bench, port: Int, _ options: [String] = []) throws -> BoringSSLClient {
        let arguments = [
            "client", "-connect", "127.0.0.1:\(port)", "-root-certs", InteropFiles.authority, "-server-name",
            "localhost",
        ]
        return BoringSSLClient(process: try bench.start(.boringSSL, arguments + options))
    }

    /// What it says of its connection.
    var report: PeerReport { BoringSSLText.report(process.transcript.error) }
}

/// Reads what `bssl-tool` prints of a connection.
private enum BoringSSLText {
    static func report(_ text: String) -> PeerReport {
        var report = PeerReport()
        report.version = field("Version", text) ?? ""
        report.cipherSuite = field("Cipher", text)
        report.group = field("ECDHE curve", text).map(groupName)
        report.resumed = field("Resumed session", text).map { $0 == "yes" }
        report.alpn = field("ALPN protocol", text)
        report.serverName = field("Client sent SNI", text)
        report.peerCertificate = field("Cert subject", text)?.components(separatedBy: "CN = ").last
        return report
    }

    private static func field(_ name: String, _ text: String) -> String? { text.line(after: "\n  \(name): ") }

    private static func groupName(_ name: String) -> String {
        switch name {
        case "X25519": "x25519"
        case "P-256": "secp256r1"
        case "P-384": "secp384r1"
        case "P-521": "secp521r1"
        default: name
        }
    }
}
