/// What the engine tells its driver, in order.
public enum ConnectionEvent: Sendable {
    /// Bytes for the network.
    case write([UInt8])
    /// Decrypted application data (only from the buffering ``TLSConnection/receive(_:)``).
    case applicationData([UInt8])
    /// A question; nothing more is processed until it is answered.
    case inquiry(Inquiry)
    /// The handshake is complete; application data may flow.
    case handshakeCompleted(ConnectionSummary)
    /// A session for a later connection (RFC 9846, Section 4.7.1). Clients only.
    case sessionTicket(Session)
    /// The peer sends no more. Not clean: without close_notify, so that data may be missing (RFC 9846, Section 6.1).
    case peerClosed(clean: Bool)
    /// A secret for the key log; only where the configuration has one.
    case keyLog(KeyLogEntry)
    /// What passed the engine's rim; only where the connection is observed.
    case observed(HandshakeEvent)
}
