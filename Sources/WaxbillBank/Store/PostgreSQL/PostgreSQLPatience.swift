#if PostgreSQL
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How long somebody goes on trying.
package struct PostgreSQLPatience {
    /// A writer's patience, which is enough for a server to start again.
    package static let writing = Duration.seconds(10)
    /// A reader's.
    static let reading = Duration.seconds(2)

    private let deadline: ContinuousClock.Instant
    /// The longest next pause, in microseconds.
    private var pause: UInt32 = 1000

    /// - Parameter limit: how long; zero: one attempt.
    init(_ limit: Duration) { deadline = ContinuousClock.now + limit }

    /// Waits before the next attempt; a random time, so that two that met do not meet again.
    /// - Returns: false where the time is over.
    mutating func waits(for error: PostgreSQLError) -> Bool {
        guard ContinuousClock.now < deadline else { return false }
        // Whoever waited for the head has lost to the other's COMMIT, and the head is free.
        if !error.isConflict || pause > 1000 { usleep(.random(in: pause / 4...pause)) }
        pause = min(pause * 2, error.isConflict ? 20_000 : 250_000)
        return true
    }
}
#endif
