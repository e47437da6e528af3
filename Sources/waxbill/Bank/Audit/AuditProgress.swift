import Foundation
import Synchronization

/// How far an audit is, on a terminal.
final class AuditProgress: Sendable {
    private let isShown: Bool
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

    init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

    /// So many of so many entries are done.
    func note(_ done: UInt64, of all: UInt64) {
        guard isShown, isTime() else { return }
        let percent = all > 0 ? Int(Double(min(done, all)) / Double(all) * 100) : 0
        StandardError.write("\r\u{1b}[K\(percent)% of \(all) entries")
    }

    /// Takes the line away.
    func end() {
        guard isShown, lastShown.withLock({ $0 }) != nil else { return }
        StandardError.write("\r\u{1b}[K")
    }

    private func isTime() -> Bool {
        lastShown.withLock { last in
            let now = ContinuousClock.now
            if let last, now - last < .milliseconds(250) { return false }
            last = now
            return true
        }
    }
}
