import Testing
import WaxbillTestSupport

/// The command line of OpenSSL: a writer and a reader of certificates that is not ours.
struct OpenSSL {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// Runs `openssl` in the directory; arguments are parted by spaces.
    /// - Returns: standard output.
    @discardableResult
    func callAsFunction(_ arguments: String) throws -> String {
        let outcome = try run(arguments)
        try #require(outcome.status == 0, "openssl \(arguments): \(outcome.error)")
        return outcome.output
    }

    /// Whether `openssl` says yes.
    func accepts(_ arguments: String) throws -> Bool { try run(arguments).status == 0 }

    private func run(_ arguments: String) throws -> ChildProcess.Outcome {
        let words = arguments.split(separator: " ").map(String.init)
        return try ChildProcess.run("/usr/bin/env", ["openssl"] + words, in: directory.path)
    }

    func path(_ name: String) -> String { directory.path(name) }
}
