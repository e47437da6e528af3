import Foundation

/// A `waxbill bank serve` in a process of its own, which can be killed.
final class DemoBankServer: Sendable {
    /// Where it listens.
    let endpoint: Endpoint
    private let process: Process

    /// Starts it and waits until it listens.
    /// - Parameters:
    ///   - program: the command line's file.
    ///   - log: the file that gets what it writes.
    /// - Throws: ``DemoMismatch`` where it ends, or does not listen.
    static func start(_ program: String, _ arguments: [String], log: String) async throws -> DemoBankServer {
        guard FileManager.default.createFile(atPath: log, contents: nil), let output = FileHandle(forWritingAtPath: log)
        else { throw DemoMismatch("cannot write \(log)") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["bank", "serve", "--listen", "127.0.0.1:0"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        // Looks count and not seconds: on a busy machine a look comes late.
        for _ in 0..<3000 where process.isRunning {
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            if let endpoint = endpoint(in: text) { return DemoBankServer(process, endpoint) }
            try await Task.sleep(for: .milliseconds(10))
        }
        process.terminate()
        throw DemoMismatch("no bank came up: \((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")")
    }

    private init(_ process: Process, _ endpoint: Endpoint) {
        self.process = process
        self.endpoint = endpoint
    }

    deinit { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }

    /// Ends it at once, as a failure of power would.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Tells it to end.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    private static func endpoint(in text: String) -> Endpoint? {
        let prefix = "listening on 127.0.0.1:"
        guard let start = text.range(of: prefix)?.upperBound, text[start...].contains("\n"),
            let port = Int(text[start...].prefix { $0.isNumber })
        else { return nil }
        return Endpoint(host: "127.0.0.1", port: port)
    }
}
