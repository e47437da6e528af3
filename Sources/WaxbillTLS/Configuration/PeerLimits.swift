/// Bounds on what a peer may make us do. Exceeding one is a ``PeerViolation`` with its alert.
public struct PeerLimits: Sendable, Hashable {
    /// The largest handshake message but Certificate, in bytes.
    public var handshakeMessageSize = 65_536
    /// The largest Certificate message, in bytes.
    public var certificateMessageSize = 131_072
    /// The most certificates in a chain.
    public var certificateChainLength = 16
    /// The most extensions in one message.
    public var extensionCount = 128
    /// The most records without content in a row.
    public var emptyRecords = 32
    /// The most warning alerts in a row (TLS 1.2 and before).
    public var warningAlerts = 4
    /// The most KeyUpdates in a row without application data between (RFC 9846, Section 4.7.3).
    public var keyUpdates = 32
    /// The most attempts to renegotiate in a connection: HelloRequests or ClientHellos that no_renegotiation answers (TLS 1.2
    /// and before; RFC 5246, Section 7.2.2).
    public var renegotiationRequests = 4
    /// The most compatibility ChangeCipherSpec records in a handshake (RFC 9846, Section 5).
    public var changeCipherSpecs = 32
    /// The most NewSessionTickets that a client takes in a connection.
    public var sessionTickets = 64
    /// The largest ticket that a client keeps, in bytes; it has to fit into a ClientHello.
    public var ticketSize = 16_384
    /// The largest cookie of a HelloRetryRequest, in bytes; it has to fit into a ClientHello.
    public var cookieSize = 16_384

    /// The least size of an RSA key in bits; below 1,024 none is accepted whatever this says.
    public var minimumRSAModulusBits = 2048

    public init() {}
}
