import Foundation

/// `openssl s_server` as it talks to one client: what we write to its standard input goes to the client.
struct OpenSSLServer {
    let process: ChildProcess
    let port: Int

    /// Starts it and waits until it listens.
    /// - Parameter connections: after how many it ends; only then all is known of the last.
    static func start(
        _ bench: Bench, _ credentials: Credentials? = nil, _ options: [String] = [], connections: Int = 1,
        showsMessages: Bool = true
    ) async throws -> OpenSSLServer {
        let identity = try credentials ?? InteropFiles.server()
        // It tells the name that a client asks for only where it has a second one to choose from.
        let second = ["-servername", InteropFiles.secondName] + InteropFiles.secondServer.options("-cert2", "-key2")
        let arguments =
            ["s_server", "-accept", "127.0.0.1:0", "-naccept", "\(connections)"] + identity.options() + second
            + (showsMessages ? ["-msg"] : [])
        let process = try bench.start(.openSSL3, arguments + options)
        guard let port = Int(try await process.line("ACCEPT 127.0.0.1:")) else {
            throw InteropFailure("no port", process.command, process.transcript)
        }
        return OpenSSLServer(process: process, port: port)
    }

    /// What it says of each connection that came so far.
    var reports: [PeerReport] {
        var parts = process.transcript.output.components(separatedBy: "\nCIPHER is ")
        guard parts.count > 1 else { return [] }
        // A part ends with what belongs to the next connection: its handshake comes before its cipher.
        var report = OpenSSLText.handshakes(parts.removeFirst())
        var reports: [PeerReport] = []
        for part in parts {
            report.version = "TLSv1.3"
            report.cipherSuite = part.line(after: "")
            report.resumed = part.contains("\nReused session-id")
            reports.append(report)
            report = OpenSSLText.handshakes(part)
        }
        return reports
    }

    /// Whether the client's ChangeCipherSpec came (RFC 9846, Appendix E.4); its record is all that is shown of it.
    var sawChangeCipherSpec: Bool {
        process.transcript.output.contains("<<< TLS 1.2, RecordHeader [length 0005]\n    14 03 03 00 01\n")
    }
}

/// Reads what `openssl s_server` and `s_client` print.
enum OpenSSLText {
    /// What a server tells before and besides the cipher.
    static func handshakes(_ text: String) -> PeerReport {
        var report = PeerReport()
        report.alpn = text.line(after: "\nALPN protocols selected: ") ?? ""
        report.serverName = text.line(after: "\nHostname in TLS extension: ").map { $0.trimming("\"") } ?? ""
        report.helloRetryRequest = serverHellos(text, ">>>") > 1
        report.peerCertificate = commonName(text.line(after: "\nsubject=")) ?? ""
        let groups = text.line(after: "\nShared groups: ").map { $0.split(separator: ":") } ?? []
        report.group = groups.count == 1 ? groupName(String(groups[0])) : nil
        return report
    }

    /// How a KeyUpdate shows.
    static func keyUpdate(_ direction: String) -> String { "\(direction) TLS 1.3, Handshake [length 0005], KeyUpdate" }

    static func serverHellos(_ text: String, _ direction: String) -> Int {
        text.split(separator: "\n").count { $0.hasPrefix(direction) && $0.hasSuffix("], ServerHello") }
    }

    /// The name in `CN = name`.
    static func commonName(_ subject: String?) -> String? { subject?.components(separatedBy: "CN = ").last }

    /// `TLSv1` is our `TLSv1.0`.
    static func versionName(_ name: String) -> String { name == "TLSv1" ? Version.tls10.reportedName : name }

    static func groupName(_ name: String) -> String {
        switch name {
        case "X25519": "x25519"
        case "prime256v1": "secp256r1"
        default: name
        }
    }
}

extension String {
    /// The rest of the line where `prefix` first stands.
    func line(after prefix: String) -> String? {
        guard let range = prefix.isEmpty ? startIndex..<startIndex : firstRange(of: prefix) else { return nil }
        return self[range.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init)
    }

    /// The text without `character` at its ends.
    func trimming(_ character: Character) -> String {
        String(drop { $0 == character }.reversed().drop { $0 == character }.reversed())
    }
}
