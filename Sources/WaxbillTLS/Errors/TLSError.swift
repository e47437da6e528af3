/// Why a connection failed: whose fault it was, and where.
///
/// The alert (``alert``) and the section of the RFC (``citation``) are computed from it; nobody pairs them by hand.
public struct TLSError: Error, Sendable, Hashable {
    /// Whose fault it was.
    public enum Fault: Sendable, Hashable {
        /// The peer's bytes are not what the grammar says.
        case malformedMessage(DecodingFailure)
        /// The peer broke a rule.
        case peerViolation(PeerViolation)
        /// Both sides keep the rules and have nothing in common.
        case peerIncompatibility(PeerIncompatibility)
        /// The peer's certificate was refused.
        case certificate(CertificateRefusal)
        /// The peer sent a fatal alert.
        case alertReceived(AlertDescription)
        /// Our side would not go on, and sent this alert: an inquiry was answered with ``Answer/abort(_:)``.
        case aborted(AlertDescription)
        /// Our caller did what cannot be done.
        case misuse(Misuse)
        /// Something of ours failed: a primitive, a signer.
        case internalFailure(String)
    }

    /// Whose fault it was, and what it was.
    public let fault: Fault
    /// The state in which the handshake was, named as in the RFC's Appendix A; nil outside of one.
    public internal(set) var state: String?
    /// The other side's role; nil outside of a connection.
    public internal(set) var peer: Role?

    /// An error of a driver's or a provider's own making.
    public init(_ fault: Fault, state: String? = nil) {
        self.fault = fault
        self.state = state
    }
}

extension TLSError {
    static func violation(_ violation: PeerViolation) -> TLSError { TLSError(.peerViolation(violation)) }
    static func incompatible(_ reason: PeerIncompatibility) -> TLSError { TLSError(.peerIncompatibility(reason)) }
    static func malformed(_ failure: DecodingFailure) -> TLSError { TLSError(.malformedMessage(failure)) }
    static func misuse(_ misuse: Misuse) -> TLSError { TLSError(.misuse(misuse)) }
    static func failure(_ what: String) -> TLSError { TLSError(.internalFailure(what)) }
}

/// What a caller cannot do.
public enum Misuse: Sendable, Hashable {
    case invalidServerName(String)
    case invalidConfiguration(String)
    case notEstablished
    case sendingClosed
    case noInquiryWaiting
    case answerDoesNotFit(inquiry: String)
    case outputTooSmall(needed: Int)
    case exportTooLong(Int)
    case connectionFailed
    case keyUpdateUnsupported
}
