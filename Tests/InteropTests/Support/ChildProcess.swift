import Foundation
import Synchronization

/// A program that a test runs, with all that it writes.
///
/// Nothing polls: whoever waits for a line or for the end is woken by the bytes. After its patience the program is
/// killed, so that every wait ends.
final class ChildProcess: Sendable {
    enum Stream: Sendable {
        case output
        case error
    }

    /// What a program has written up to now, and how it ended if it has.
    struct Transcript: Sendable {
        fileprivate var outputBytes: [UInt8] = []
        fileprivate var errorBytes: [UInt8] = []
        fileprivate var openStreams: Set<Stream> = [.output, .error]
        fileprivate(set) var status: Int32?
        fileprivate(set) var wasTooSlow = false

        var output: String { String(decoding: outputBytes, as: UTF8.self) }
        var error: String { String(decoding: errorBytes, as: UTF8.self) }
        var outputCount: Int { outputBytes.count }
        var hasEnded: Bool { status != nil && openStreams.isEmpty }

        /// - Parameter bytes: none at the stream's end.
        fileprivate mutating func append(_ bytes: ArraySlice<UInt8>, to stream: Stream) {
            if bytes.isEmpty { openStreams.remove(stream) }
            if stream == .output { outputBytes += bytes } else { errorBytes += bytes }
        }

        func text(_ stream: Stream) -> String { stream == .output ? output : error }
    }

    private struct State {
        var transcript = Transcript()
        /// Each returns whether it has what it waited for, or never will.
        var waiters: [(Transcript) -> Bool] = []

        mutating func wake() { waiters.removeAll { $0(transcript) } }
    }

    /// Its path and its arguments, for messages.
    let command: String
    /// The program's number.
    let identifier: Int32
    private let input: FileHandle
    private let state = Mutex(State())

    /// Starts a program.
    /// - Parameters:
    ///   - directory: where it runs; nil: where the tests do.
    ///   - patience: after how many seconds it is killed.
    init(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], directory: String? = nil,
        patience: Int = 30
    ) throws {
        _ = Self.ignoreBrokenPipes
        // A pipe that a program started at the same time inherited would never end.
        Self.starting.lock()
        defer { Self.starting.unlock() }
        command = ([path] + arguments).joined(separator: " ")
        var variables = ProcessInfo.processInfo.environment
        variables["SSLKEYLOGFILE"] = nil
        let pipes = [Self.pipe(), Self.pipe(), Self.pipe()]
        input = pipes[0].fileHandleForWriting
        let ends = [pipes[0].fileHandleForReading, pipes[1].fileHandleForWriting, pipes[2].fileHandleForWriting]
        identifier = try Spawning.start(
            Spawning.Request(
                path: path, arguments: arguments, environment: variables.merging(environment) { $1 },
                directory: directory, descriptors: ends.map(\.fileDescriptor)))
        for end in ends { try? end.close() }
        collect(.output, pipes[1].fileHandleForReading)
        collect(.error, pipes[2].fileHandleForReading)
        let waiter = Thread { [weak self, identifier] in
            let status = Spawning.end(of: identifier)
            self?.change { $0.status = $0.status ?? status }
        }
        waiter.start()
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(patience)) { [weak self] in
            self?.loseThePatience()
        }
    }

    var transcript: Transcript { state.withLock(\.transcript) }

    /// Writes to the program's standard input. What it no longer reads is lost.
    func send(_ text: String) { try? input.write(contentsOf: Data(text.utf8)) }

    /// Ends the program's standard input.
    func endInput() { try? input.close() }

    func signal(_ number: Int32) {
        state.withLock { state in
            if state.transcript.status == nil { _ = Foundation.kill(identifier, number) }
        }
    }

    /// Waits until the program has written `text`.
    func wait(for text: String, in stream: Stream = .output) async throws {
        try await wait("\"\(text)\"") { $0.text(stream).contains(text) ? true : nil }
    }

    /// Waits for a whole line that begins with `prefix`, and gives the rest of it.
    func line(_ prefix: String, in stream: Stream = .output) async throws -> String {
        try await wait("a line \"\(prefix)…\"") { transcript in
            let text = transcript.text(stream)
            guard let end = text.lastIndex(of: "\n") else { return nil }
            let line = text[..<end].split(separator: "\n").first { $0.hasPrefix(prefix) }
            return line.map { String($0.dropFirst(prefix.count)) }
        }
    }

    /// Waits for the program's end.
    @discardableResult
    func ending() async throws -> Transcript { try await wait("its end") { $0.hasEnded ? $0 : nil } }

    /// Waits until `find` gives something.
    /// - Throws: ``InteropFailure`` with all that was written, when the program ends before.
    @discardableResult
    func wait<Value: Sendable>(
        _ what: String, _ find: @escaping @Sendable (Transcript) -> Value?
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { state in
                let attempt: (Transcript) -> Bool = { [command] transcript in
                    if let value = find(transcript), !transcript.wasTooSlow {
                        continuation.resume(returning: value)
                        return true
                    }
                    guard transcript.hasEnded else { return false }
                    continuation.resume(throwing: InteropFailure("waited in vain for \(what)", command, transcript))
                    return true
                }
                if !attempt(state.transcript) { state.waiters.append(attempt) }
            }
        }
    }

    /// Kills the program, if it still runs.
    func kill() { signal(SIGKILL) }

    private func loseThePatience() {
        guard !transcript.hasEnded else { return }
        kill()
        // Whatever may still hold its streams is not waited for.
        change { transcript in
            transcript.wasTooSlow = true
            transcript.status = transcript.status ?? SIGKILL
            transcript.openStreams = []
        }
    }

    /// Starts a thread that reads to the end: a read may block, and threads that are shared are few.
    private func collect(_ stream: Stream, _ end: FileHandle) {
        let thread = Thread { [weak self] in
            var block = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(end.fileDescriptor, &block, block.count)
                if count < 0, errno == EINTR { continue }
                self?.change { $0.append(block[..<max(0, count)], to: stream) }
                guard count > 0 else { return }
            }
        }
        thread.start()
    }

    private func change(_ change: (inout Transcript) -> Void) {
        state.withLock { state in
            change(&state.transcript)
            state.wake()
        }
    }

    /// A pipe whose ends no other program inherits.
    private static func pipe() -> Pipe {
        let pipe = Pipe()
        for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        return pipe
    }

    /// Held while a program is being started.
    private static let starting = NSLock()

    /// A program that ended early must not end the tests.
    private static let ignoreBrokenPipes: Void = { _ = Foundation.signal(SIGPIPE, SIG_IGN) }()
}
