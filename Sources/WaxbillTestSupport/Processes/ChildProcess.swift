import Foundation

/// A program run to its end.
public enum ChildProcess {
    /// What a program left.
    public struct Outcome: Sendable {
        /// The exit status; 128 and the signal's number where a signal ended it.
        public let status: Int32
        /// All of standard output and of standard error, as text.
        public let output: String
        public let error: String
    }

    /// Runs the program at `path`, without input, and waits for it.
    /// - Parameter directory: where it runs; nil: where this process does.
    public static func run(_ path: String, _ arguments: [String], in directory: String? = nil) throws -> Outcome {
        let scratch = try TemporaryDirectory()
        let output = URL(fileURLWithPath: try scratch.write("", to: "output"))
        let error = URL(fileURLWithPath: try scratch.write("", to: "error"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        process.waitUntilExit()
        let status = process.terminationStatus
        return Outcome(
            status: process.terminationReason == .exit ? status : 128 + status,
            output: try String(contentsOf: output, encoding: .utf8),
            error: try String(contentsOf: error, encoding: .utf8))
    }
}
