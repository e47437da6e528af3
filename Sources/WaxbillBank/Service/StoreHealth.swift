import Synchronization

/// Whether the ledger's store does what it should: what it last failed at, until it has written again.
final class StoreHealth: Sendable {
    private let failure = Mutex<LedgerStoreError?>(nil)

    var currentFailure: LedgerStoreError? { failure.withLock { $0 } }

    func failed(_ error: LedgerStoreError) { failure.withLock { $0 = error } }
    func succeeded() { failure.withLock { if $0 != nil { $0 = nil } } }
}
