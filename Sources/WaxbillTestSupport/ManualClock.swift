import Synchronization
import WaxbillTLS

/// A clock that stands until it is moved.
public final class ManualClock: TLSClock {
    private let now: Mutex<UInt64>

    /// - Parameter milliseconds: since 1970.
    public init(milliseconds: UInt64 = 1_790_000_000_000) { now = Mutex(milliseconds) }

    public var millisecondsSinceEpoch: UInt64 { now.withLock { $0 } }

    public func advance(seconds: UInt64) { now.withLock { $0 += seconds * 1000 } }
}
