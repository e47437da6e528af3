import WaxbillTLS

/// What Waxbill's handlers tell their pipeline besides NIOTLS' `TLSUserEvent`, as user inbound events.
public enum TLSConnectionUserEvent: Sendable {
    /// The handshake is complete. Fired right before `TLSUserEvent.handshakeCompleted(negotiatedProtocol:)`.
    case handshakeCompleted(ConnectionSummary)
    /// A session for a later connection to the same server (RFC 9846, Section 4.7.1). Clients only.
    case sessionTicket(Session)
}
