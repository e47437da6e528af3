import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What keeps a ledger from being written.
package struct LedgerWriterFailure: Sendable, Hashable {
    package let error: LedgerStoreError
    /// Since when nothing was committed, in milliseconds since 1970.
    package let since: Int64
}

/// How a writer is: whether its last commit failed, and whether it runs.
final class LedgerWriterState: Sendable {
    private struct Content {
        var failure: LedgerWriterFailure?
        var hasEnded = false
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let content = Mutex(Content())

    var failure: LedgerWriterFailure? { content.withLock(\.failure) }

    func succeeded() { content.withLock { $0.failure = nil } }

    func failed(_ error: LedgerStoreError, at time: Int64) {
        content.withLock { $0.failure = LedgerWriterFailure(error: error, since: $0.failure?.since ?? time) }
    }

    func end() {
        let waiting = content.withLock { content in
            content.hasEnded = true
            defer { content.waitingForEnd = [] }
            return content.waitingForEnd
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns once the writer has ended.
    func ended() async {
        await withCheckedContinuation { continuation in
            let hasEnded = content.withLock { content in
                if !content.hasEnded { content.waitingForEnd.append(continuation) }
                return content.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }
}

/// What the system's clock says.
package func millisecondsSince1970() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}
