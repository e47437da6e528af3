import Foundation
import Testing

/// The programs of `Peers/`: Go, OpenSSL 4 and rustls, which take the same arguments. Their servers echo; their clients
/// send a line, want it back, half-close and wait for the server's end.
struct PeerProgram {
    let process: ChildProcess
    let port: Int

    static func server(
        _ bench: Bench, _ stack: Stack, _ options: [String] = [], connections: Int = 1
    ) async throws -> PeerProgram {
        let identity = try InteropFiles.server().options("--cert", "--key")
        let process = try start(bench, stack, "server", identity + ["--connections", "\(connections)"] + options)
        guard let port = Int(try await process.line("ready ")) else {
            throw InteropFailure("no port", process.command, process.transcript)
        }
        return PeerProgram(process: process, port: port)
    }

    static func client(
        _ bench: Bench, _ stack: Stack, port: Int, _ options: [String] = [], connections: Int = 1
    ) throws -> PeerProgram {
        let trust = ["--ca", InteropFiles.authority, "--server-name", "localhost"]
        let arguments = ["--port", "\(port)", "--connections", "\(connections)"] + trust + options
        return PeerProgram(process: try start(bench, stack, "client", arguments), port: port)
    }

    private static func start(
        _ bench: Bench, _ stack: Stack, _ role: String, _ arguments: [String]
    ) throws -> ChildProcess {
        let launch: [String] =
            switch stack {
            case .openSSL4: ["\(Stack.peerSources)/openssl4.py"]
            case .rustls: ["run", "--no-check", "--allow-all", "\(Stack.peerSources)/rustls.ts"]
            default: []
            }
        return try bench.start(stack, launch + [role] + arguments)
    }

    /// Waits for its end, and gives what it says of each connection.
    /// - Parameter good: whether it should have gone well.
    func reports(good: Bool = true) async throws -> [PeerReport] {
        let ending = try await process.ending()
        try #require((ending.status == 0) == good)
        return try ending.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map { line in
            try JSONDecoder().decode(PeerReport.self, from: Data(line.utf8))
        }
    }
}
