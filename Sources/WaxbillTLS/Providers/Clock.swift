#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the engine learns the time, for the ages of tickets (RFC 9846, Section 4.7.1).
public protocol TLSClock: Sendable {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    var millisecondsSinceEpoch: UInt64 { get }
}

/// The system's clock.
public struct SystemClock: TLSClock {
    public init() {}

    public var millisecondsSinceEpoch: UInt64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0, time.tv_sec >= 0 else { return 0 }
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
