import NIOCore
import Synchronization

/// Whether the ledger's store does what it should: what it last failed at, until it has written again.
final class StoreHealth: Sendable {
    private struct State {
        var failure: LedgerStoreError?
        var isProbing = false
        var nextProbe = NIODeadline.uptimeNanoseconds(0)
    }

    private let state = Mutex(State())

    /// Between two probes: anybody may ask for them.
    private static let pause = TimeAmount.seconds(1)

    var currentFailure: LedgerStoreError? { state.withLock { $0.failure } }

    func failed(_ error: LedgerStoreError) { state.withLock { $0.failure = error } }
    func succeeded() { state.withLock { if $0.failure != nil { $0.failure = nil } } }

    /// Whether the one who asks is to try whether the store works again; ``endProbe()`` follows.
    func beginsProbe(now: NIODeadline = .now()) -> Bool {
        state.withLock { state in
            guard state.failure != nil, !state.isProbing, state.nextProbe <= now else { return false }
            state.isProbing = true
            return true
        }
    }

    func endProbe(now: NIODeadline = .now()) {
        state.withLock { state in
            state.isProbing = false
            state.nextProbe = now + Self.pause
        }
    }
}
