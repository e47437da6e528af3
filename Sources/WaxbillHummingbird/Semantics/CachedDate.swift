import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The value of `Date`, which is the same for all answers of a second.
package final class CachedDate: Sendable {
    private let current = Mutex<(second: Int64, text: String)>((0, ""))

    package init() {}

    /// - Parameter second: the time, in seconds since 1970.
    package func text(at second: Int64) -> String {
        current.withLock { current in
            if current.second != second { current = (second, HTTPDate.format(second)) }
            return current.text
        }
    }

    /// The time now, in seconds since 1970.
    package static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
