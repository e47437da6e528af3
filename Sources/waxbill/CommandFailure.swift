/// Why a command ends without having done its work: what the user reads, and the exit status.
struct CommandFailure: Error {
    let status: ExitStatus
    /// A sentence without its full stop: what failed and why.
    let message: String
    /// What to do next, if anything is known.
    let advice: String?

    init(_ status: ExitStatus, _ message: String, advice: String? = nil) {
        self.status = status
        self.message = message
        self.advice = advice
    }

    /// The lines for standard error.
    var text: String { "waxbill: \(message)" + (advice.map { "\n  hint: \($0)" } ?? "") }
}
