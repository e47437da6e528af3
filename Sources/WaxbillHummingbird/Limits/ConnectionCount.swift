import NIOCore
import Synchronization

/// How many connections a server has, and whether it may have another.
final class ConnectionCount: Sendable {
    private let maximum: Int
    private let count = Mutex(0)

    init(maximum: Int) { self.maximum = maximum }

    /// Counts `channel` until it closes.
    /// - Returns: false where there are too many; it is not counted then.
    func admit(_ channel: any Channel) -> Bool {
        let isAdmitted = count.withLock { count in
            guard count < maximum else { return false }
            count += 1
            return true
        }
        if isAdmitted {
            channel.closeFuture.whenComplete { _ in self.count.withLock { $0 -= 1 } }
        }
        return isAdmitted
    }
}
