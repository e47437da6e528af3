import NIOCore
import Synchronization

/// Closes a channel on which nothing has come for too long.
final class SilenceLimit: Sendable {
    private struct State {
        var deadline: Scheduled<Void>?
        var isOver = false
    }

    private let time: TimeAmount
    private let channel: any Channel
    private let expire: @Sendable () -> Void
    private let state = Mutex(State())

    /// Starts to count.
    /// - Parameter expire: hears of it before the channel closes.
    init(seconds: Double, channel: any Channel, expire: @escaping @Sendable () -> Void) {
        time = TimeAmount(seconds: seconds)
        self.channel = channel
        self.expire = expire
        postpone()
    }

    /// Something came: counts from now.
    func postpone() {
        state.withLock { state in
            state.deadline?.cancel()
            guard !state.isOver else { return }
            state.deadline = channel.eventLoop.scheduleTask(in: time) { self.close() }
        }
    }

    /// Nothing more is waited for.
    func end() {
        state.withLock { state in
            state.deadline?.cancel()
            state.isOver = true
        }
    }

    private func close() {
        guard state.withLock({ !$0.isOver }) else { return }
        expire()
        channel.close(promise: nil)
    }
}

extension TimeAmount {
    /// Seconds and parts of them.
    init(seconds: Double) { self = .nanoseconds(Int64(seconds * 1e9)) }
}
