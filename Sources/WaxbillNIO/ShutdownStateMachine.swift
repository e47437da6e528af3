/// Which directions of a connection are open, and what has to happen when one of them closes.
///
/// TLS closes each direction with a close_notify of its own (RFC 9846, Section 6.1), TCP with a FIN. A channel that
/// closes for good sends its close_notify and waits, for a bounded time, for the peer's.
struct ShutdownStateMachine {
    enum State: Hashable {
        /// The channel is not active yet.
        case idle
        case handshaking
        /// Both directions carry data.
        case open
        /// The peer's close_notify came; ours is not sent.
        case inputClosed
        /// Our close_notify is sent; the peer may go on.
        case outputClosed
        /// Our close_notify is sent; the channel closes once the peer's comes.
        case closing
        /// An error ended the connection and the peer was told; what it still sends is thrown away.
        case lingering
        /// Nothing is sent or received any more.
        case closed
    }

    private(set) var state = State.idle

    /// The channel became active. Returns false where the handshake has started before, or never will.
    mutating func activate() -> Bool {
        guard state == .idle else { return false }
        state = .handshaking
        return true
    }

    /// The handshake is complete.
    mutating func establish() {
        if state == .handshaking { state = .open }
    }

    /// Whether application data can be encrypted now.
    var canSend: Bool { state == .open || state == .inputClosed }

    /// Whether bytes from the network still matter.
    var canReceive: Bool {
        switch state {
        case .handshaking, .open, .outputClosed, .closing: true
        case .idle, .inputClosed, .lingering, .closed: false
        }
    }

    enum CloseAction: Hashable {
        /// TLS has nothing to say: close the channel.
        case closeChannel
        /// Send close_notify and close the channel: the peer's is not to be expected, or was there before.
        case notifyAndCloseChannel
        /// Send close_notify and wait for the peer's.
        case notifyAndWait
        /// Ours is sent: wait for the peer's.
        case wait
        /// An earlier close waits already.
        case join
    }

    /// Both directions shall close.
    mutating func close() -> CloseAction {
        switch state {
        case .idle, .closed:
            state = .closed
            return .closeChannel
        case .handshaking, .inputClosed:
            state = .closed
            return .notifyAndCloseChannel
        case .open:
            state = .closing
            return .notifyAndWait
        case .outputClosed:
            state = .closing
            return .wait
        case .closing, .lingering:
            return .join
        }
    }

    enum CloseOutputAction: Hashable {
        /// TLS has nothing to say: close the channel's output.
        case closeChannelOutput
        /// The handshake has to complete, and what was written has to be sent, before.
        case postpone
        /// Send what was written, then close_notify, then close the channel's output.
        case notifyAndCloseChannelOutput
        /// The input is closed: this closes the rest.
        case closeAll
        /// A close of both directions waits already.
        case join
    }

    /// The direction to the peer shall close.
    mutating func closeOutput() -> CloseOutputAction {
        switch state {
        case .idle, .outputClosed, .closed: return .closeChannelOutput
        case .handshaking: return .postpone
        case .open:
            state = .outputClosed
            return .notifyAndCloseChannelOutput
        case .inputClosed: return .closeAll
        case .closing, .lingering: return .join
        }
    }

    enum PeerClosedAction: Hashable {
        case ignore
        /// The handshake cannot complete any more.
        case failHandshake
        /// The pipeline learns that no more data comes; we may go on sending.
        case closeInput
        /// Both directions are closed: answer with our close_notify, if it was not sent, and close the channel.
        case closeChannel(notify: Bool)
    }

    /// The peer sends no more: its close_notify came, or the transport has ended.
    mutating func peerClosed(allowsHalfClosure: Bool) -> PeerClosedAction {
        switch state {
        case .idle, .inputClosed, .lingering, .closed:
            return .ignore
        case .handshaking:
            return .failHandshake
        case .open where allowsHalfClosure:
            state = .inputClosed
            return .closeInput
        case .open:
            state = .closed
            return .closeChannel(notify: true)
        case .outputClosed, .closing:
            state = .closed
            return .closeChannel(notify: false)
        }
    }

    /// Nothing can go on. Returns false where that was so before, so that an error is told once.
    mutating func fail() -> Bool {
        defer { state = .closed }
        return state != .closed && state != .lingering
    }

    /// The peer has been told of the error that ended everything: it gets time to hear it.
    mutating func linger() { state = .lingering }

    /// The channel shall be closed after all. Returns false where it does not linger.
    mutating func endLingering() -> Bool {
        guard state == .lingering else { return false }
        state = .closed
        return true
    }
}
