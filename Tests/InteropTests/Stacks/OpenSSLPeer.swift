import Foundation
import TLSWire
import Testing

/// `openssl s_server`, which sends lines back reversed, and `openssl s_client`. The line is the same backwards.
struct OpenSSLPeer: Peer {
    func serve(_ bench: Bench, _ settings: PeerSettings) async throws -> any PeerServer {
        let identity = try settings.identity ?? InteropFiles.server()
        let arguments =
            ["s_server", "-accept", "127.0.0.1:0", "-naccept", "\(settings.connections)", "-rev"]
            + identity.options() + shared(settings)
            + (settings.requiresClientCertificate
                ? ["-Verify", "1", "-verify_return_error", "-CAfile", InteropFiles.authority] : [])
        let process = try bench.start(.openSSL3, arguments)
        guard let port = Int(try await process.line("ACCEPT 127.0.0.1:")) else {
            throw InteropFailure("no port", process.command, process.transcript)
        }
        return Server(process: process, port: port)
    }

    func call(_ bench: Bench, port: Int, _ settings: PeerSettings) throws -> any PeerClient {
        let session = bench.path("session-\(UUID().uuidString)")
        let options = shared(settings) + (settings.identity?.options() ?? [])
        let start: @Sendable (Int) throws -> OpenSSLClient = { number in
            let client = try OpenSSLClient.start(
                bench, port: port, options + [number == 1 ? "-sess_out" : "-sess_in", session], showsMessages: false)
            client.process.send(Echo.line)
            return client
        }
        return Client(first: try start(1), connections: settings.connections, start: start)
    }

    private func shared(_ settings: PeerSettings) -> [String] {
        func name(_ version: Version) -> String { version == .tls10 ? "TLSv1" : version.reportedName }
        let old = settings.cipherSuites.compactMap { $0.openSSLName.flatMap { $0.hasPrefix("TLS_") ? nil : $0 } }
        let new = settings.cipherSuites.map(\.description).filter { !$0.contains("_WITH_") }
        var options = [
            "-min_protocol", name(settings.versions.lowerBound), "-max_protocol", name(settings.versions.upperBound),
            // Without it there is neither SHA-1 nor RSA without forward secrecy.
            "-cipher", (old.isEmpty ? ["ALL"] : old).joined(separator: ":") + ":@SECLEVEL=0",
        ]
        if !new.isEmpty { options += ["-ciphersuites", new.joined(separator: ":")] }
        if !settings.groups.isEmpty {
            options += [
                "-groups", settings.groups.map { Interop.OpenSSLNegotiation.openSSLName($0) }.joined(separator: ":"),
            ]
        }
        if !settings.applicationProtocols.isEmpty {
            options += ["-alpn", settings.applicationProtocols.joined(separator: ",")]
        }
        if let keyLog = settings.keyLog { options += ["-keylogfile", keyLog] }
        if settings.withoutTickets { options.append("-no_ticket") }
        if settings.withoutEncryptThenMAC { options.append("-no_etm") }
        return options
    }

    private struct Server: PeerServer {
        let process: ChildProcess
        let port: Int

        func reports(good: Bool) async throws -> [PeerReport] {
            let ending = try await process.ending()
            let parts = ending.error.components(separatedBy: "CONNECTION ESTABLISHED").dropFirst()
            try #require((ending.status == 0 && !parts.isEmpty) == good)
            return parts.map { text in
                var report = PeerReport()
                report.version = text.line(after: "\nProtocol version: ").map(OpenSSLText.versionName)
                report.cipherSuite = text.line(after: "\nCiphersuite: ")
                report.peerCertificate = OpenSSLText.commonName(text.line(after: "\nPeer certificate: ")) ?? ""
                return report
            }
        }
    }

    private struct Client: PeerClient {
        let first: OpenSSLClient
        let connections: Int
        let start: @Sendable (Int) throws -> OpenSSLClient

        func reports(good: Bool) async throws -> [PeerReport] {
            var reports: [PeerReport] = []
            for number in 1...connections {
                let client = try number == 1 ? first : start(number)
                if good { try await client.process.wait(for: "\n\(Echo.line)") }
                client.process.endInput()
                let ending = try await client.process.ending()
                try #require((ending.status == 0) == good)
                reports.append(client.report)
            }
            return reports
        }
    }
}

/// What the peers send back.
enum Echo {
    /// It reads the same backwards.
    static let line = "noon\n"
}
