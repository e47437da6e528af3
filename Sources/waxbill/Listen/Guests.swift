import Synchronization

/// The clients that a server serves: how many there are, and when the last has left.
///
/// Each is served by a task that is known here from the moment in which it is let in, so that none is forgotten when
/// the server ends.
final class Guests: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        /// How many have been let in up to now.
        var admitted = 0
        var isClosed = false
        var status: ExitStatus?
    }

    private let limit: Int
    private let total: Int
    private let state = Mutex(State())
    private let end: AsyncStream<Never>
    private let endContinuation: AsyncStream<Never>.Continuation

    /// - Parameters:
    ///   - limit: the most served at once.
    ///   - total: after how many the server ends; nil: never.
    init(limit: Int, total: Int?) {
        self.limit = limit
        self.total = total ?? .max
        (end, endContinuation) = AsyncStream.makeStream()
    }

    /// Lets a client in, unless there are too many.
    /// - Parameter serve: is given the client's number, from 1 on, and returns what serves it; it is called at once.
    /// - Returns: whether it was let in.
    func admit(
        _ serve: (Int) throws -> @Sendable () async -> ConnectionRecord
    ) rethrows -> Bool {
        try state.withLock { state in
            guard !state.isClosed, state.tasks.count < limit, state.admitted < total else { return false }
            let number = state.admitted + 1
            let work = try serve(number)
            state.admitted = number
            state.tasks[number] = Task { self.leave(number, with: await work()) }
            return true
        }
    }

    /// Returns when all who may come have left, or the task is cancelled.
    func waitForEnd() async { for await _ in end {} }

    /// Lets nobody in any more, asks those inside to leave, and waits until they have.
    func close() async {
        let tasks = state.withLock { state in
            state.isClosed = true
            return state.tasks.values.map(\.self)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// The exit status of the first who failed.
    var status: ExitStatus? { state.withLock(\.status) }

    private func leave(_ number: Int, with record: ConnectionRecord) {
        let isOver = state.withLock { state in
            state.tasks[number] = nil
            state.status = state.status ?? record.failure?.status
            return state.tasks.isEmpty && state.admitted >= total
        }
        if isOver { endContinuation.finish() }
    }
}
