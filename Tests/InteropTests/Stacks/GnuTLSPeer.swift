import Foundation
import TLSWire
import Testing

/// `gnutls-serv`, which never ends by itself, and `gnutls-cli`.
struct GnuTLSPeer: Peer {
    func serve(_ bench: Bench, _ settings: PeerSettings) async throws -> any PeerServer {
        let identity = try settings.identity ?? InteropFiles.server()
        let clients =
            settings.requiresClientCertificate
            ? ["--require-client-cert", "--verify-client-cert"] : ["--disable-client-cert"]
        let arguments =
            ["--port", "0", "--echo"] + identity.options("--x509certfile", "--x509keyfile")
            + ["--x509cafile", InteropFiles.authority] + clients + shared(settings)
        guard let program = Stack.gnuTLSServer else { throw InteropFailure("gnutls-serv is not here") }
        // One start in some hundred never comes to listen.
        for _ in 1...3 {
            let process = try bench.start(program, arguments)
            if let port = try? await process.listeningPort(["tcp"], polls: 1000) {
                return GnuTLSServer(process: process, port: port, settings: settings)
            }
            process.kill()
        }
        throw InteropFailure("gnutls-serv does not listen")
    }

    func call(_ bench: Bench, port: Int, _ settings: PeerSettings) throws -> any PeerClient {
        var arguments = [
            "127.0.0.1", "--port", "\(port)", "--x509cafile", InteropFiles.authority, "--sni-hostname", "localhost",
            "--verify-hostname", "localhost",
        ]
        arguments += settings.identity?.options("--x509certfile", "--x509keyfile") ?? []
        // It connects twice at most, and waits for a ticket then.
        if settings.connections > 1 { arguments += ["--resume"] }
        if settings.connections > 1, settings.newestVersion == .tls13 { arguments += ["--waitresumption"] }
        if settings.groups.count > 1 { arguments += ["--single-key-share"] }
        let process = try bench.start(.gnuTLS, arguments + shared(settings))
        process.send("ping\n")
        // It ends with its input.
        Task {
            try? await process.wait(for: "\nping\n")
            process.endInput()
        }
        return GnuTLSClient(process: process)
    }

    private func shared(_ settings: PeerSettings) -> [String] {
        ["--priority", GnuTLSText.priorities(settings)]
            + settings.applicationProtocols.flatMap { ["--alpn", $0] }
            + (settings.withoutTickets ? ["--noticket"] : [])
    }
}

private struct GnuTLSServer: PeerServer {
    let process: ChildProcess
    let port: Int
    let settings: PeerSettings

    func reports(good: Bool) async throws -> [PeerReport] {
        let (parts, errors) = try await process.wait("all connections") { [settings] transcript in
            // Of a handshake that fails it only says why.
            let errors = transcript.error.split(separator: "\n").filter { $0.hasPrefix("Error in handshake: ") }
            let parts = transcript.output.components(separatedBy: "* Accepted connection").dropFirst()
            let isThrough = parts.last.map { $0.contains("\n- Channel bindings") } ?? true
            return parts.count + errors.count == settings.connections && isThrough ? (Array(parts), errors) : nil
        }
        process.kill()
        try #require(errors.isEmpty == good)
        return parts.map(GnuTLSText.report) + errors.map { PeerReport(error: String($0)) }
    }
}

private struct GnuTLSClient: PeerClient {
    let process: ChildProcess

    func reports(good: Bool) async throws -> [PeerReport] {
        let ending = try await process.ending()
        try #require((ending.status == 0) == good)
        // What stands before the first connection is empty of facts.
        return ending.output.components(separatedBy: "\nConnecting to ").dropFirst().map(GnuTLSText.report)
    }
}

/// How GnuTLS writes what it shall do and what it did.
private enum GnuTLSText {
    /// A priority string that allows what the settings do, and nothing else.
    static func priorities(_ settings: PeerSettings) -> String {
        let versions = Version.allCases.filter(settings.versions.contains).map { "VERS-TLS\($0.rawValue)" }
        let groups = settings.groups.map { "GROUP-" + ($0 == "x25519" ? "X25519" : $0.uppercased()) }
        let suites = settings.cipherSuites.flatMap(words)
        var text = suites.isEmpty ? "NORMAL:-VERS-ALL" : "NONE:+SIGN-ALL:+CTYPE-X509"
        text += versions.map { ":+\($0)" }.joined()
        text += suites.map { ":+\($0)" }.joined()
        if groups.isEmpty {
            text += suites.isEmpty ? "" : ":+GROUP-ALL"
        } else {
            text += ":-GROUP-ALL" + groups.map { ":+\($0)" }.joined()
        }
        if settings.withoutExtendedMasterSecret { text += ":%NO_SESSION_HASH" }
        if settings.withoutEncryptThenMAC { text += ":%NO_ETM" }
        return text
    }

    /// What a suite is made of.
    private static func words(_ suite: CipherSuite) -> [String] {
        let parts = "\(suite)".dropFirst("TLS_".count).components(separatedBy: "_WITH_")
        let exchange = parts.count > 1 ? [parts[0].replacing("_", with: "-")] : ["ECDHE-ECDSA", "ECDHE-RSA"]
        var cipher = (parts.last ?? "").split(separator: "_")
        let hash = cipher.popLast() ?? ""
        let name = cipher.joined(separator: "-")
        let isCBC = name.hasSuffix("CBC")
        return exchange + [name, isCBC ? (hash == "SHA" ? "SHA1" : String(hash)) : "AEAD"]
    }

    static func report(_ text: String) -> PeerReport {
        var report = PeerReport()
        report.error = text.line(after: "*** Fatal error: ")
        guard let description = text.line(after: "\n- Description: ") else { return report }
        report.version = text.line(after: "Description: (TLS").map { "TLSv" + $0.prefix(3) }
        report.cipherSuite = cipherSuite(description)
        report.resumed = text.contains("*** This is a resumed session")
        report.alpn = text.line(after: "\n- Application protocol: ") ?? ""
        report.serverName = text.line(after: "\n- Given server name[1]: ")
        if let curve = text.line(after: "\n - Using curve: ") { report.group = groupName(curve) }
        // The client tells nothing of the certificate of a resumed session.
        let subject = text.line(after: "\tSubject: CN=") ?? text.line(after: "\n - subject `CN=")
        report.peerCertificate = subject.map { String($0.prefix { $0 != "'" && $0 != "," }) }
        if report.resumed == false { report.peerCertificate = report.peerCertificate ?? "" }
        return report
    }

    /// The suite in `(TLS1.2-X.509)-(ECDHE-SECP256R1)-(ECDSA-SHA256)-(AES-128-CBC)-(SHA1)`; nil where it does not tell
    /// the hash.
    private static func cipherSuite(_ description: String) -> String? {
        let parts = description.split(separator: "-(").map { $0.split(separator: ")").first.map(String.init) ?? "" }
        guard parts.first?.hasPrefix("TLS1.3") ?? description.hasPrefix("(TLS1.3"), let cipher = parts.last else {
            return nil
        }
        return switch cipher {
        case "AES-128-GCM": "TLS_AES_128_GCM_SHA256"
        case "AES-256-GCM": "TLS_AES_256_GCM_SHA384"
        case "CHACHA20-POLY1305": "TLS_CHACHA20_POLY1305_SHA256"
        default: nil
        }
    }

    private static func groupName(_ name: String) -> String { name.lowercased() }
}
