/// The one who writes to a ledger: what waits is collected, decided and committed together, and answered then.
package protocol LedgerWriting: Sendable {
    /// Decides a request. The answer is on the disk when it comes.
    /// - Throws: ``LedgerWriterError``; nothing has moved, but where the error says that it is not known.
    func submit(_ request: LedgerRequest) async throws(LedgerWriterError) -> LedgerAnswer
}

/// Why a request got no answer.
package enum LedgerWriterError: Error, Sendable, Hashable {
    /// Too many wait.
    case overloaded
    /// The store failed.
    case store(LedgerStoreError)
    /// No more is taken.
    case shutDown
}
