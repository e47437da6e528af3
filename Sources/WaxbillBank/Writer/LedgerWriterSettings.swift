/// How much a writer takes on.
package struct LedgerWriterSettings: Sendable {
    /// The most requests that are committed together.
    package var mostPerBatch = 512
    /// The most requests that wait; more are refused as `overloaded`.
    package var mostWaiting = 8_192
    /// How long a batch waits for those who were answered with the last one and may come back at once. A commit costs
    /// some milliseconds however much is in it.
    package var gathering = Duration.microseconds(500)

    package init() {}
}

/// Who wants to know what a writer does. Called on the writer's thread, but for ``overloaded()``.
package protocol LedgerWriterObserver: Sendable {
    /// A batch was committed and answered.
    /// - Parameters:
    ///   - duration: what deciding and committing took.
    ///   - waiting: how many wait now.
    func committed(requests: Int, in duration: Duration, waiting: Int)

    /// A batch could not be committed.
    func failed(requests: Int, _ error: LedgerStoreError)

    /// A request was refused since too many wait.
    func overloaded()
}
