import NIOCore
import Synchronization

/// Closes a channel on which nothing has come for too long.
final class SilenceLimit: Sendable {
    private struct State {
        var deadline: Scheduled<Void>?
        var hasExpired = false
        var isOver = false
    }

    private let seconds: Double
    private let phase: String
    private let channel: any Channel
    private let state = Mutex(State())

    /// Starts to count.
    init(seconds: Double, phase: String, channel: any Channel) {
        self.seconds = seconds
        self.phase = phase
        self.channel = channel
        postpone()
    }

    /// Something came: counts from now.
    func postpone() {
        state.withLock { state in
            state.deadline?.cancel()
            guard !state.isOver else { return }
            state.deadline = channel.eventLoop.scheduleTask(in: .nanoseconds(Int64(seconds * 1e9))) {
                self.expire()
            }
        }
    }

    /// Nothing more is waited for.
    func end() {
        state.withLock { state in
            state.deadline?.cancel()
            state.isOver = true
        }
    }

    /// What happened, if it was silent for too long.
    var failure: ConnectionFailure? {
        state.withLock { $0.hasExpired ? .timedOut(during: phase, seconds: seconds) : nil }
    }

    private func expire() {
        let expires = state.withLock { state in
            guard !state.isOver else { return false }
            state.hasExpired = true
            return true
        }
        if expires { channel.close(promise: nil) }
    }
}
