import Foundation

/// `bssl-tool server` as it talks to one client.
struct BoringSSLServer {
    let process: ChildProcess
    let port: Int

    static func start(_ bench: Bench, _ options: [String] = []) async throws -> BoringSSLServer {
        let identity = try InteropFiles.server().options()
        let process = try bench.start(.boringSSL, ["server", "-accept", "0"] + identity + options)
        return BoringSSLServer(process: process, port: try await port(of: process))
    }

    /// It does not say where it listens, nor that it does: the system has to be asked, more than once.
    private static func port(of process: ChildProcess) async throws -> Int {
        while !process.transcript.hasEnded {
            if let port = listeningPort(of: process.identifier) { return port }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw InteropFailure("it does not listen", process.command, process.transcript)
    }

    /// The port of the process's listening socket, by the number of its inode (proc(5)).
    private static func listeningPort(of process: Int32) -> Int? {
        let folder = "/proc/\(process)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let targets = names.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
        let inodes = Set(targets.filter { $0.hasPrefix("socket:[") }.map { $0.dropFirst(8).dropLast() })
        for table in ["tcp", "tcp6"] {
            guard let text = try? String(contentsOfFile: "/proc/\(process)/net/\(table)", encoding: .utf8) else {
                continue
            }
            for line in text.split(separator: "\n").dropFirst() {
                let fields = line.split(separator: " ")
                guard fields.count > 9, fields[3] == "0A", inodes.contains(fields[9]) else { continue }
                return fields[1].split(separator: ":").last.flatMap { Int($0, radix: 16) }
            }
        }
        return nil
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
