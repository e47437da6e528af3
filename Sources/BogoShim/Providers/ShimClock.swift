import Synchronization
import WaxbillTLS

/// A clock that goes only when it is told to.
final class ShimClock: TLSClock {
    private let time = Mutex<UInt64>(1_234_000)

    var millisecondsSinceEpoch: UInt64 { time.withLock { $0 } }

    func advance(seconds: UInt64) { time.withLock { $0 += seconds * 1000 } }
}
