#if PostgreSQL
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a socket is waited for.
enum SocketReadiness {
    case readable
    case writable
    case both

    /// Waits until the socket is ready, or has failed.
    /// - Returns: false where the time is over.
    func wait(_ socket: Int32, until deadline: ContinuousClock.Instant) -> Bool {
        let events =
            switch self {
            case .readable: POLLIN
            case .writable: POLLOUT
            case .both: POLLIN | POLLOUT
            }
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return false }
            var polled = pollfd(fd: socket, events: Int16(truncatingIfNeeded: events), revents: 0)
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            let count = poll(&polled, 1, Int32(clamping: milliseconds + 1))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return true }
        }
    }
}
#endif
