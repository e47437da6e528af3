/// Why a store did not do what it should. Nothing was changed, but where the outcome is unknown.
package enum LedgerStoreError: Error, Sendable, Hashable {
    /// The disk is full.
    case full(String)
    /// Reading or writing failed.
    case failed(String)
    /// The database cannot be reached, or did not say whether it has committed.
    case unavailable(String)
    /// What is stored contradicts itself; the text says where.
    case damaged(String)
}
