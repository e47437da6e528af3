import Foundation
import WaxbillTLS

/// A clock that stands.
struct FixedClock: TLSClock {
    let millisecondsSinceEpoch: UInt64

    init(_ date: Date) { millisecondsSinceEpoch = UInt64(date.timeIntervalSince1970 * 1000) }
}
