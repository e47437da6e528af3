import Foundation
import Synchronization

/// A program that a test runs, with all that it writes.
final class Program: Sendable {
    /// How a program ended.
    struct Ending: Sendable {
        let status: Int32
        let output: String
        let error: String

        /// The one JSON object on standard output, on one line or several.
        func object() throws -> [String: any Sendable] {
            guard let object = try? Self.object(output[...]) else {
                throw TestFailure("standard output is not one JSON object: \(output)\n\(error)")
            }
            return object
        }

        /// The JSON objects on standard output, one a line.
        func objects() throws -> [[String: any Sendable]] {
            try output.split(separator: "\n").compactMap { try Self.object($0) }
        }

        private static func object(_ text: Substring) throws -> [String: any Sendable]? {
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: any Sendable]
        }
    }

    /// How often a test looks, every 10 ms, before it gives up. Looks count and not seconds: where other tests keep the
    /// processors busy, a look comes late, and what it waits for has long been there.
    private static let patience = 18_000

    /// A program may end without reading all that it is sent.
    private static let ignoreBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    private let process = Process()
    private let input = Pipe()
    private let output = WrittenText()
    private let error = WrittenText()
    private let status = Mutex<Int32?>(nil)

    /// Starts the program.
    /// - Parameters:
    ///   - input: what it reads from standard input, which then ends; nil: standard input stays open.
    init(
        _ path: String, _ arguments: [String], input text: String? = "", environment: [String: String] = [:]
    ) throws {
        Self.ignoreBrokenPipes
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var all = ProcessInfo.processInfo.environment
        for name in ["SSLKEYLOGFILE", "NO_COLOR", "CLICOLOR_FORCE"] { all[name] = nil }
        process.environment = all.merging(environment) { $1 }
        process.standardInput = input
        let outputPipe = Pipe()
        let errorPipe = Pipe()
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        process.terminationHandler = { [weak self] ended in
            self?.status.withLock { $0 = ended.terminationStatus }
        }
        try process.run()
        output.collect(from: outputPipe)
        error.collect(from: errorPipe)
        if let text { send(text, ends: true) }
    }

    /// Programs inherit the signals that the threads of tests block: none but SIGKILL is sure to end one.
    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Gives the program something to read.
    func send(_ text: String, ends: Bool = false) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        if ends { try? input.fileHandleForWriting.close() }
    }

    var isRunning: Bool { status.withLock(\.self) == nil }

    /// The most memory that it has had resident until now, in bytes; nil where the system does not say, or it has ended.
    var residentPeak: Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return kibibytes << 10
    }

    /// Sends a signal.
    func interrupt(with number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until the program has ended and all that it wrote is read.
    func ending() async throws -> Ending {
        try await wait("its end") { self.endingNow }
    }

    /// Waits for a line on standard error that begins with `prefix`, and gives the rest of it.
    func errorLine(_ prefix: String) async throws -> String {
        try await wait("a line \"\(prefix)…\"") { self.error.line(prefix) }
    }

    /// Waits for a line on standard output that begins with `prefix`, and gives the rest of it.
    func outputLine(_ prefix: String) async throws -> String {
        try await wait("a line \"\(prefix)…\"") { self.output.line(prefix) }
    }

    private var endingNow: Ending? {
        guard let status = status.withLock(\.self), output.isAtEnd, error.isAtEnd else { return nil }
        return Ending(status: status, output: output.text, error: error.text)
    }

    private func wait<Value>(_ what: String, for find: () -> Value?) async throws -> Value {
        for _ in 0..<Self.patience {
            if let value = find() { return value }
            try await Task.sleep(for: .milliseconds(10))
        }
        let condition = condition
        kill(process.processIdentifier, SIGKILL)
        throw TestFailure(
            "waited in vain for \(what) of \(process.arguments ?? []) (\(condition)):\n\(output.text)\n\(error.text)")
    }

    /// What is known of the process, for whoever reads that a test waited in vain.
    private var condition: String {
        let path = "/proc/\(process.processIdentifier)/status"
        let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
        let state = lines.first { $0.hasPrefix("State:") }.map(String.init) ?? "no such process"
        let ended = status.withLock(\.self).map { "ended with \($0)" } ?? "not ended"
        return "\(ended), \(state), at the end of output: \(output.isAtEnd), of error: \(error.isAtEnd)"
    }
}

/// What a program has written up to now, read by a thread of its own.
private final class WrittenText: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isAtEnd = false
    }

    private let state = Mutex(State())

    var isAtEnd: Bool { state.withLock(\.isAtEnd) }

    var text: String { String(decoding: state.withLock(\.bytes), as: UTF8.self) }

    /// The rest of the first whole line that begins with `prefix`.
    func line(_ prefix: String) -> String? {
        let text = text
        guard let end = text.lastIndex(of: "\n") else { return nil }
        let line = text[..<end].split(separator: "\n").first { $0.hasPrefix(prefix) }
        return line.map { String($0.dropFirst(prefix.count)) }
    }

    func collect(from pipe: Pipe) {
        let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
        Thread {
            defer { close(descriptor) }
            var block = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                let bytes = block[..<max(0, count)]
                self.state.withLock { state in
                    state.bytes += bytes
                    state.isAtEnd = bytes.isEmpty
                }
                guard count > 0 else { return }
            }
        }.start()
    }
}

/// A test cannot go on.
struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
