import Foundation
import Synchronization

/// What one case has at hand: the programs that it started, none of which outlives it, and a folder of its own.
final class Bench: Sendable {
    private let processes = Mutex<[ChildProcess]>([])
    private let folder: String

    fileprivate init() throws {
        folder = "\(InteropFiles.directory)/case-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Starts a program in the case's folder.
    func start(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], patience: Int = 30
    ) throws -> ChildProcess {
        let process = try ChildProcess(
            path, arguments, environment: environment, directory: folder, patience: patience)
        processes.withLock { $0.append(process) }
        return process
    }

    /// The path of a file of this case.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Makes a file of this case.
    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    }

    /// Makes a folder of this case.
    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    /// What stands in a file of this case.
    func contents(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
    }

    /// Waits until a file of this case, which `process` writes, has this content.
    func wait(for text: String, in name: String, of process: ChildProcess) async throws {
        while (try? contents(name)) != text {
            guard !process.transcript.hasEnded else {
                throw InteropFailure("it did not receive \"\(text)\"", process.command, process.transcript)
            }
            try await Task.sleep(for: .milliseconds(3))
        }
    }

    /// All that the programs wrote.
    var log: String {
        processes.withLock(\.self).map { InteropFailure("log", $0.command, $0.transcript).description }
            .joined(separator: "\n")
    }

    fileprivate func clear() {
        for process in processes.withLock(\.self) { process.kill() }
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Runs one case and notes in the matrix how it went.
/// - Parameters:
///   - stack: who is at the other end.
///   - role: what Waxbill is.
func cell(
    _ stack: Stack, _ role: OurRole, _ feature: Feature, _ body: (Bench) async throws -> Void
) async throws {
    try await cell(stack, role, .feature(feature), body)
}

/// - Parameter count: how many handshakes the case stands for.
func cell(
    _ stack: Stack, _ role: OurRole, _ row: Row, count: Int = 1, _ body: (Bench) async throws -> Void
) async throws {
    let bench = try Bench()
    defer { bench.clear() }
    do {
        try await body(bench)
        Matrix.shared.note(stack, role, row, passed: true, count: count)
    } catch {
        Matrix.shared.note(stack, role, row, passed: false)
        print("waxbill as \(role) against \(stack), \(row.title):\n\(bench.log)")
        throw error
    }
}
