/// How a TLS connection over a channel can end other than by an error of the protocol (`TLSError`).
public enum TLSShutdownError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The transport ended without the peer's close_notify: data may be missing (RFC 9846, Section 6.1).
    case uncleanShutdown
    /// The transport ended, or the channel was closed, before the handshake was complete.
    case closedDuringHandshake

    public var description: String {
        switch self {
        case .uncleanShutdown: "the connection ended without close_notify; data may be missing (RFC 9846, Section 6.1)"
        case .closedDuringHandshake: "the connection ended before the handshake was complete"
        }
    }
}
