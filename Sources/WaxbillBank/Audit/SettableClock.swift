import Synchronization
import WaxbillTLS

/// The time at which something is judged.
final class SettableClock: TLSClock {
    private let now = Mutex<UInt64>(0)

    var millisecondsSinceEpoch: UInt64 { now.withLock { $0 } }

    /// - Parameter milliseconds: since 1970.
    func set(_ milliseconds: UInt64) { now.withLock { $0 = milliseconds } }
}
