/// What the runner reads from the exit status.
enum ExitStatus {
    static let success: Int32 = 0
    static let failure: Int32 = 1
    /// The test asks for something that is not there, and counts neither as passed nor as failed.
    static let unimplemented: Int32 = 89
}
