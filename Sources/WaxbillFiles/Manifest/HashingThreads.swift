import NIOCore
import NIOPosix
import Synchronization

/// The threads that files are hashed on, and how many of them one file may have.
final class HashingThreads: Sendable {
    private let pool: NIOThreadPool
    private let limit: Int
    private let taken = Mutex(0)

    /// - Parameter limit: how many threads hash at once, but that every file has one of its own in turn.
    init(pool: NIOThreadPool, limit: Int = System.coreCount) {
        self.pool = pool
        self.limit = limit
    }

    /// Takes at least one thread, at most `count`, and as many as are free between.
    func take(_ count: Int) -> Int {
        taken.withLock { taken in
            let given = max(1, min(count, limit - taken))
            taken += given
            return given
        }
    }

    /// Gives threads back.
    func giveBack(_ count: Int) { taken.withLock { $0 -= count } }

    /// Runs `work` on a thread; tells it whether threads still run, or the pool is being shut down.
    func submit(_ work: @escaping @Sendable (_ isRunning: Bool) -> Void) {
        pool.submit { work($0 == .active) }
    }

    /// Runs `work` on a thread and waits for it.
    /// - Throws: what it throws; `cancelled` where the pool is shut down.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(ManifestError) -> Value
    ) async throws(ManifestError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, ManifestError>, Never>) in
            submit { isRunning in
                continuation.resume(returning: isRunning ? Result(catching: work) : .failure(.cancelled))
            }
        }
        return try result.get()
    }
}
