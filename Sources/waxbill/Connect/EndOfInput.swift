import NIOCore
import Synchronization

/// What the two directions of a pipe know of each other's end.
final class EndOfInput: Sendable {
    private struct State {
        var silence: SilenceLimit?
        var hasExpired = false
        var serverHasEnded = false
    }

    private let state = Mutex(State())

    /// Our side has ended: from here on the server's silence is limited.
    func startWaiting(seconds: Double, on channel: any Channel) {
        state.withLock { state in
            guard !state.serverHasEnded else { return }
            state.silence = SilenceLimit(seconds: seconds, channel: channel) {
                self.state.withLock { $0.hasExpired = true }
            }
        }
    }

    /// The server sent something.
    func postpone() { state.withLock { $0.silence }?.postpone() }

    /// The server sends no more.
    func noteServerEnded() {
        state.withLock { state in
            state.serverHasEnded = true
            state.silence?.end()
        }
    }

    /// Whether the server was silent for too long after our end.
    var hasExpired: Bool { state.withLock(\.hasExpired) }
}
