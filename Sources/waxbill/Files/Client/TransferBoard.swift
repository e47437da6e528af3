import ArgumentParser
import Foundation
import Synchronization
import WaxbillFiles

/// Tells how the transfers of a command go: bars on a terminal, lines elsewhere, objects for programs; and keeps what the command ends
/// with.
final class TransferBoard: Sendable {
    private struct State {
        var expected = 0
        var done = 0
        var failed = 0
        var skipped = 0
        var bytes: UInt64 = 0
        var active: [(path: String, meter: TransferMeter, speed: Speed)] = []
        var shownLines = 0
        var status: ExitStatus?
    }

    private let verb: String
    private let server: FilesClientOptions
    private let start = ContinuousClock.now
    private let isTerminal: Bool
    private let state = Mutex(State())
    private let ticker = Mutex<Task<Void, Never>?>(nil)

    /// - Parameter verb: what is done to files: "received", "sent".
    init(verb: String, server: FilesClientOptions) {
        self.verb = verb
        self.server = server
        isTerminal = isatty(STDERR_FILENO) == 1 && !server.quiet && !server.json
        guard isTerminal else { return }
        let task = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                self?.redraw()
            }
        }
        ticker.withLock { $0 = task }
    }

    /// How many files there will be.
    func expect(_ count: Int) { state.withLock { $0.expected += count } }

    /// Transfers a file, and tells about it.
    /// - Parameter body: gives nil where the file was there and stays.
    func transfer(_ path: String, _ body: (TransferMeter) async throws -> TransferReport?) async {
        let meter = TransferMeter()
        state.withLock { $0.active.append((path, meter, Speed())) }
        do {
            let report = try await body(meter)
            remove(meter)
            if let report { succeed(path, report) } else { skip(path) }
        } catch {
            remove(meter)
            fail(error, path: path)
        }
    }

    /// Something failed; `path` says what, if it was one file.
    func fail(_ error: any Error, path: String?) {
        let failure = FilesFailure(error: error, server: server.host)
        let status = ExitStatus(error) ?? failure.status
        state.withLock { state in
            state.failed += 1
            if state.status == nil { state.status = status }
        }
        let text = (error as? CommandFailure)?.text ?? failure.text(about: path)
        say(text)
        var report = TransferReport(path: path)
        report.error = TransferReport.Failure(code: failure.code, message: failure.sentence)
        write(report)
    }

    /// Says what it came to.
    /// - Throws: the exit code, unless all is good.
    func finish() throws {
        ticker.withLock { $0 }?.cancel()
        let (state, seconds) = (state.withLock { $0 }, (ContinuousClock.now - start).inSeconds)
        if !server.quiet {
            var parts = ["\(verb) \(state.done) of \(state.expected) files"]
            parts.append("\(ByteText.of(state.bytes)) in \(formatted((seconds * 100).rounded() / 100)) s")
            parts.append(ByteText.rate(state.bytes, in: seconds))
            if state.skipped > 0 { parts.append("\(state.skipped) skipped") }
            if state.failed > 0 { parts.append("\(state.failed) failed") }
            say("waxbill: " + parts.joined(separator: ", "))
        }
        if let status = state.status { throw ExitCode(status) }
    }

    /// Something that takes no time was done.
    func tell(_ verb: String, _ path: String) {
        if server.json { try? JSONOutput.writeLine([verb: path]) }
        if !server.quiet, !server.json { say("\(verb) \(escaped(path))") }
    }

    /// Ends without a word.
    /// - Throws: the exit code, unless all is good.
    func end() throws {
        ticker.withLock { $0 }?.cancel()
        if let status = state.withLock({ $0.status }) { throw ExitCode(status) }
    }

    private func succeed(_ path: String, _ report: TransferReport) {
        let moved = report.bytesReceived ?? report.bytesSent ?? 0
        state.withLock { state in
            state.done += 1
            state.bytes += moved
        }
        write(report)
        guard !server.quiet, !server.json else { return }
        let from = report.resumedFrom.map { $0 > 0 ? ", from \(ByteText.of($0)) on" : "" } ?? ""
        let place = report.file.map { " \(report.bytesSent == nil ? "as" : "from") \(escaped($0))" } ?? ""
        say("\(verb) \(escaped(path))\(place): \(ByteText.of(report.size ?? 0))\(from), verified")
    }

    private func skip(_ path: String) {
        state.withLock { $0.skipped += 1 }
        var report = TransferReport(path: path)
        report.skipped = true
        write(report)
        if !server.quiet, !server.json { say("skipped \(escaped(path))") }
    }

    private func remove(_ meter: TransferMeter) {
        state.withLock { state in state.active.removeAll { $0.meter === meter } }
    }

    private func write(_ report: TransferReport) {
        // Nothing in a report is of a kind that JSON does not have.
        if server.json { try? JSONOutput.writeLine(report) }
    }

    // MARK: Lines

    /// A line that stays; the bars stand below it.
    private func say(_ line: String) {
        state.withLock { state in
            StandardError.write(Self.erasing(state.shownLines) + line + "\n")
            state.shownLines = 0
        }
    }

    private func redraw() {
        state.withLock { state in
            var lines: [String] = []
            for index in state.active.indices.prefix(8) {
                state.active[index].speed.note(state.active[index].meter.moved)
                let (path, meter, speed) = state.active[index]
                lines.append(TransferBar(path: path, meter: meter, speed: speed).line)
            }
            let text = Self.erasing(state.shownLines) + lines.map { $0 + "\n" }.joined()
            state.shownLines = lines.count
            if !text.isEmpty { StandardError.write(text) }
        }
    }

    /// Goes up over lines, and erases what stands there.
    private static func erasing(_ lines: Int) -> String { lines > 0 ? "\u{1b}[\(lines)A\u{1b}[J" : "" }
}

extension ExitCode {
    /// The code of a status.
    init(_ status: ExitStatus) { self.init(status.rawValue) }
}
