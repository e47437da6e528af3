/// What can be seen at the engine's rim: records, messages and effects as they pass, state changes, errors.
public enum HandshakeEvent: Sendable {
    /// Which way something went, seen from our side.
    public enum Direction: Sendable, Hashable { case sent, received }

    /// A record. `length` is the fragment's on the wire.
    case record(Direction, ContentType, legacyVersion: ProtocolVersion, length: Int, protected: Bool)
    /// A whole handshake message with its 4-byte header, in the clear.
    case message(Direction, HandshakeType, [UInt8])
    /// An alert.
    case alert(Direction, AlertLevel, AlertDescription)
    /// A secret that was derived, under its key-log or HKDF label.
    case secret(label: String, [UInt8])
    /// Keys went into force for a direction.
    case keysInstalled(Direction, epoch: String)
    /// A parameter was settled.
    case negotiated(NegotiatedParameter)
    /// The handshake went into another state, named as in the RFC's Appendix A.
    case state(String)
    /// A question was asked.
    case inquiry(String)
    /// The connection failed.
    case failed(TLSError)
}

/// A parameter that a handshake settles.
public enum NegotiatedParameter: Sendable, Hashable {
    case version(ProtocolVersion)
    case cipherSuite(CipherSuite)
    case group(NamedGroup)
    case helloRetryRequest
    case applicationProtocol(ApplicationProtocol)
    case serverName(String)
    case signatureScheme(SignatureScheme)
    case resumption(accepted: Bool)
    case recordSizeLimit(Int)
    /// Whether the main secret is the extended one (RFC 7627); before TLS 1.3.
    case extendedMainSecret(Bool)
    /// CBC records are encrypted first and then authenticated (RFC 7366).
    case encryptThenMAC
}
