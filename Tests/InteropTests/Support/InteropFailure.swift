/// Why a case cannot go on.
struct InteropFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// - Parameter transcript: of the program that did not do what it should.
    init(_ what: String, _ command: String, _ transcript: ChildProcess.Transcript) {
        let end =
            transcript.wasTooSlow ? "killed after too long" : transcript.status.map { "status \($0)" } ?? "running"
        description = """
            \(what): \(command) (\(end))
            --- standard output
            \(transcript.output)
            --- standard error
            \(transcript.error)
            """
    }
}
