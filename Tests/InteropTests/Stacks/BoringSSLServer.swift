import Foundation
import TLSWire
import Testing

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

/// `bssl-tool` for connections that follow each other. It never sends close_notify.
struct BoringSSLPeer: Peer {
    func serve(_ bench: Bench, _ settings: PeerSettings) async throws -> any PeerServer {
        let identity = try settings.identity ?? InteropFiles.server()
        let clients = settings.requiresClientCertificate ? ["-require-any-client-cert"] : []
        let process = try bench.start(
            .boringSSL, ["server", "-accept", "0", "-loop"] + identity.options() + clients + shared(settings))
        let port = try await process.listeningPort()
        // It shows what comes and sends what is typed.
        Task {
            for number in 1... {
                try await process.wait("line \(number)") { transcript in
                    transcript.output.components(separatedBy: Echo.line).count > number ? true : nil
                }
                process.send(Echo.line)
            }
        }
        return Server(process: process, port: port, connections: settings.connections)
    }

    func call(_ bench: Bench, port: Int, _ settings: PeerSettings) throws -> any PeerClient {
        let session = bench.path("session-\(UUID().uuidString)")
        // By itself it does not take Ed25519.
        let schemes = [
            "ed25519", "ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ecdsa_secp521r1_sha512",
            "rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512", "rsa_pkcs1_sha256", "rsa_pkcs1_sha384",
        ]
        let options =
            shared(settings) + (settings.identity?.options() ?? []) + ["-sigalgs", schemes.joined(separator: ":")]
        let start: @Sendable (Int) throws -> BoringSSLClient = { number in
            let client = try BoringSSLClient.start(
                bench, port: port, options + [number == 1 ? "-session-out" : "-session-in", session])
            client.process.send(Echo.line)
            return client
        }
        return Client(first: try start(1), connections: settings.connections, start: start)
    }

    private func shared(_ settings: PeerSettings) -> [String] {
        func name(_ version: Version) -> String { version == .tls10 ? "tls1" : "tls\(version.rawValue)" }
        let old = settings.cipherSuites.compactMap { "\($0)".contains("_WITH_") ? $0.openSSLName : nil }
        var options = [
            "-min-version", name(settings.versions.lowerBound), "-max-version", name(settings.versions.upperBound),
        ]
        if !old.isEmpty { options += ["-cipher", old.joined(separator: ":")] }
        // By itself it leaves P-521 out, which then is no curve for certificates either (RFC 8422, Section 5.1).
        options += ["-curves", "X25519:P-256:P-384:P-521"]
        if !settings.applicationProtocols.isEmpty {
            options += ["-alpn-protos", settings.applicationProtocols.joined(separator: ",")]
        }
        return options
    }

    private struct Server: PeerServer {
        let process: ChildProcess
        let port: Int
        let connections: Int

        func reports(good: Bool) async throws -> [PeerReport] {
            let parts = try await process.wait("all connections") { [connections] transcript in
                let parts = transcript.error.components(separatedBy: "\n  Version: ").dropFirst()
                let isThrough = parts.last.map { $0.contains("\n  Encrypted ClientHello: ") }
                return parts.count == connections && isThrough == true ? Array(parts) : nil
            }
            process.kill()
            return parts.map { BoringSSLText.report("\n  Version: " + $0) }
        }
    }

    private struct Client: PeerClient {
        let first: BoringSSLClient
        let connections: Int
        let start: @Sendable (Int) throws -> BoringSSLClient

        func reports(good: Bool) async throws -> [PeerReport] {
            var reports: [PeerReport] = []
            for number in 1...connections {
                let client = try number == 1 ? first : start(number)
                if good { try await client.process.wait(for: Echo.line) }
                client.process.endInput()
                let ending = try await client.process.ending()
                try #require((ending.status == 0) == good)
                reports.append(client.report)
            }
            return reports
        }
    }
}

/// Reads what `bssl-tool` prints of a connection.
private enum BoringSSLText {
    static func report(_ text: String) -> PeerReport {
        var report = PeerReport()
        report.version = field("Version", text).map(OpenSSLText.versionName) ?? ""
        report.cipherSuite = field("Cipher", text)
        report.group = field("ECDHE curve", text).map(groupName)
        report.extendedMasterSecret = field("Extended master secret", text).map { $0 == "yes" }
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
