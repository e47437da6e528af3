import Foundation
import TLSWire
import Testing

/// The programs of `Peers/`: Go, OpenSSL 4, rustls and JSSE, which take the same arguments.
struct PeerProgram: Peer {
    let stack: Stack

    func serve(_ bench: Bench, _ settings: PeerSettings) async throws -> any PeerServer {
        var settings = settings
        settings.identity = try settings.identity ?? InteropFiles.server()
        let process = try start(bench, "server", settings)
        guard let port = Int(try await process.line("ready ")) else {
            throw InteropFailure("no port", process.command, process.transcript)
        }
        return Running(process: process, port: port)
    }

    func call(_ bench: Bench, port: Int, _ settings: PeerSettings) throws -> any PeerClient {
        let target = ["--port", "\(port)", "--ca", InteropFiles.authority, "--server-name", "localhost"]
        return Running(process: try start(bench, "client", settings, target), port: port)
    }

    private func start(
        _ bench: Bench, _ role: String, _ settings: PeerSettings, _ target: [String] = []
    ) throws -> ChildProcess {
        let launch: [String] =
            switch stack {
            case .openSSL4: ["\(Stack.peerSources)/openssl4.py"]
            case .rustls: ["run", "--no-check", "--allow-all", "\(Stack.peerSources)/rustls.ts"]
            default: []
            }
        return try bench.start(stack, launch + [role] + target + arguments(settings))
    }

    private func arguments(_ settings: PeerSettings) -> [String] {
        func list(_ name: String, _ values: [String]) -> [String] {
            values.isEmpty ? [] : [name, values.joined(separator: ",")]
        }
        func flag(_ name: String, _ isSet: Bool) -> [String] { isSet ? [name] : [] }
        let suites = (stack == .rustls ? [] : settings.cipherSuites).map {
            stack == .openSSL4 ? $0.openSSLName ?? "\($0)" : "\($0)"
        }
        return ["--connections", "\(settings.connections)"]
            + ["--tls", "\(settings.versions.lowerBound.rawValue)-\(settings.versions.upperBound.rawValue)"]
            // Deno does not let choose.
            + list(settings.usesEachSuiteAlone && stack == .jsse ? "--each-cipher" : "--cipher", suites)
            + list("--group", settings.groups)
            + list("--alpn", settings.applicationProtocols)
            + (settings.identity?.options("--cert", "--key") ?? [])
            + (settings.requiresClientCertificate ? ["--client-ca", InteropFiles.authority] : [])
            + flag("--expect-resumed", settings.expectsResumption && stack != .rustls)
            + flag("--no-tickets", settings.withoutTickets)
            + flag("--no-ems", settings.withoutExtendedMasterSecret)
            // The others never have it.
            + flag("--no-etm", settings.withoutEncryptThenMAC && stack == .openSSL4)
            + list("--export", settings.exportLabel.map { [$0] } ?? [])
            + list("--keylog", settings.keyLog.map { [$0] } ?? [])
            + list("--key-limit", settings.keyLimit.map { ["\($0)"] } ?? [])
    }

    private struct Running: PeerServer {
        let process: ChildProcess
        let port: Int

        func reports(good: Bool) async throws -> [PeerReport] {
            let ending = try await process.ending()
            try #require((ending.status == 0) == good)
            return try ending.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map { line in
                try JSONDecoder().decode(PeerReport.self, from: Data(line.utf8))
            }
        }
    }
}
