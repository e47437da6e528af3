import NIOCore
import Synchronization

/// How often each identity may ask: a bucket that fills at a steady rate, and holds what a burst may take.
final class RateLimits: Sendable {
    private struct Bucket {
        /// When the bucket was, or will be, empty, in nanoseconds: the time less what has gathered.
        var emptyAt: Int64
    }

    /// The nanoseconds in which one request is earned.
    private let interval: Int64
    /// How many may come at once.
    private let burst: Int64
    private let maximumCount: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - rate: how many requests an identity may make a second, for long.
    ///   - burst: how many of them at once, after a pause.
    ///   - maximumCount: how many identities are remembered. Those whose bucket is full need not be.
    init(rate: Int, burst: Int, maximumCount: Int = 100_000) {
        interval = max(1, 1_000_000_000 / Int64(max(1, rate)))
        self.burst = Int64(max(1, burst))
        self.maximumCount = maximumCount
    }

    /// Counts a request.
    /// - Returns: nil where it may go on; else after how many nanoseconds one may.
    func admit(_ identity: String, now: NIODeadline = .now()) -> Int64? {
        let time = Int64(clamping: now.uptimeNanoseconds)
        let full = interval * burst
        return buckets.withLock { buckets in
            if buckets.count >= maximumCount, buckets[identity] == nil {
                // Full buckets know nothing that a new one does not.
                buckets = buckets.filter { $0.value.emptyAt > time - full }
                // A stranger among too many waits, so that memory stays bounded.
                if buckets.count >= maximumCount { return interval }
            }
            let emptyAt = max(buckets[identity]?.emptyAt ?? time - full, time - full)
            guard emptyAt + interval <= time else { return emptyAt + interval - time }
            buckets[identity] = Bucket(emptyAt: emptyAt + interval)
            return nil
        }
    }
}
