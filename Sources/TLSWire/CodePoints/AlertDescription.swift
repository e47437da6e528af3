/// What an alert says (RFC 9846, Section 6, and IANA's registry).
public struct AlertDescription: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `close_notify`
    public static let closeNotify = AlertDescription(rawValue: 0)
    /// `unexpected_message`
    public static let unexpectedMessage = AlertDescription(rawValue: 10)
    /// `bad_record_mac`
    public static let badRecordMAC = AlertDescription(rawValue: 20)
    /// `decryption_failed_RESERVED`
    public static let decryptionFailed = AlertDescription(rawValue: 21)
    /// `record_overflow`
    public static let recordOverflow = AlertDescription(rawValue: 22)
    /// `decompression_failure_RESERVED`
    public static let decompressionFailure = AlertDescription(rawValue: 30)
    /// `handshake_failure`
    public static let handshakeFailure = AlertDescription(rawValue: 40)
    /// `no_certificate_RESERVED`
    public static let noCertificate = AlertDescription(rawValue: 41)
    /// `bad_certificate`
    public static let badCertificate = AlertDescription(rawValue: 42)
    /// `unsupported_certificate`
    public static let unsupportedCertificate = AlertDescription(rawValue: 43)
    /// `certificate_revoked`
    public static let certificateRevoked = AlertDescription(rawValue: 44)
    /// `certificate_expired`
    public static let certificateExpired = AlertDescription(rawValue: 45)
    /// `certificate_unknown`
    public static let certificateUnknown = AlertDescription(rawValue: 46)
    /// `illegal_parameter`
    public static let illegalParameter = AlertDescription(rawValue: 47)
    /// `unknown_ca`
    public static let unknownCA = AlertDescription(rawValue: 48)
    /// `access_denied`
    public static let accessDenied = AlertDescription(rawValue: 49)
    /// `decode_error`
    public static let decodeError = AlertDescription(rawValue: 50)
    /// `decrypt_error`
    public static let decryptError = AlertDescription(rawValue: 51)
    /// `too_many_cids_requested`
    public static let tooManyCIDsRequested = AlertDescription(rawValue: 52)
    /// `export_restriction_RESERVED`
    public static let exportRestriction = AlertDescription(rawValue: 60)
    /// `protocol_version`
    public static let protocolVersion = AlertDescription(rawValue: 70)
    /// `insufficient_security`
    public static let insufficientSecurity = AlertDescription(rawValue: 71)
    /// `internal_error`
    public static let internalError = AlertDescription(rawValue: 80)
    /// `inappropriate_fallback`
    public static let inappropriateFallback = AlertDescription(rawValue: 86)
    /// `user_canceled`
    public static let userCanceled = AlertDescription(rawValue: 90)
    /// `no_renegotiation_RESERVED`
    public static let noRenegotiation = AlertDescription(rawValue: 100)
    /// `missing_extension`
    public static let missingExtension = AlertDescription(rawValue: 109)
    /// `unsupported_extension`
    public static let unsupportedExtension = AlertDescription(rawValue: 110)
    /// `certificate_unobtainable_RESERVED`
    public static let certificateUnobtainable = AlertDescription(rawValue: 111)
    /// `unrecognized_name`
    public static let unrecognizedName = AlertDescription(rawValue: 112)
    /// `bad_certificate_status_response`
    public static let badCertificateStatusResponse = AlertDescription(rawValue: 113)
    /// `bad_certificate_hash_value_RESERVED`
    public static let badCertificateHashValue = AlertDescription(rawValue: 114)
    /// `unknown_psk_identity`
    public static let unknownPSKIdentity = AlertDescription(rawValue: 115)
    /// `certificate_required`
    public static let certificateRequired = AlertDescription(rawValue: 116)
    /// `general_error`
    public static let generalError = AlertDescription(rawValue: 117)
    /// `no_application_protocol`
    public static let noApplicationProtocol = AlertDescription(rawValue: 120)
    /// `ech_required`
    public static let echRequired = AlertDescription(rawValue: 121)

    /// IANA's name, such as `handshake_failure`; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    /// What the sender says with it: a sentence about "the sender", without a full stop.
    public var meaning: String { Self.meanings[self.rawValue] ?? "the sender gave a reason that is not registered" }

    package static let registeredNames: [UInt8: String] = [
        0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed_RESERVED",
        22: "record_overflow", 30: "decompression_failure_RESERVED", 40: "handshake_failure",
        41: "no_certificate_RESERVED", 42: "bad_certificate", 43: "unsupported_certificate",
        44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown", 47: "illegal_parameter",
        48: "unknown_ca", 49: "access_denied", 50: "decode_error", 51: "decrypt_error",
        52: "too_many_cids_requested", 60: "export_restriction_RESERVED", 70: "protocol_version",
        71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled",
        100: "no_renegotiation_RESERVED", 109: "missing_extension", 110: "unsupported_extension",
        111: "certificate_unobtainable_RESERVED", 112: "unrecognized_name", 113: "bad_certificate_status_response",
        114: "bad_certificate_hash_value_RESERVED", 115: "unknown_psk_identity", 116: "certificate_required",
        117: "general_error", 120: "no_application_protocol", 121: "ech_required",
    ]

    private static let meanings: [UInt8: String] = [
        0: "the sender will send no more on this connection",
        10: "the sender received a message that does not belong at this point of the protocol",
        20: "the sender could not authenticate a record: it was altered, or the two sides have different keys",
        21: "the sender could not decrypt a record (TLS 1.0 only)",
        22: "the sender received a record that is longer than the protocol or its own limit allows",
        30: "the sender could not decompress a record (versions before TLS 1.3)",
        40: "the sender found no set of security parameters that both sides accept",
        41: "the sender has no certificate to offer (SSL 3.0 only)",
        42: "the sender refused a certificate because it is corrupt or its signature is wrong",
        43: "the sender refused a certificate of a kind that it does not support",
        44: "the sender refused a certificate because its issuer has revoked it",
        45: "the sender refused a certificate because it is expired or not yet valid",
        46: "the sender refused a certificate for a reason that it does not specify",
        47: "the sender received a field whose value is out of range or contradicts another field",
        48: "the sender knows no trusted authority that issued the certificate",
        49: "the sender accepted the certificate but its rules do not let this peer in",
        50: "the sender received a message that it could not decode",
        51: "the sender found a signature, a Finished message or a PSK binder to be wrong",
        52: "the sender was asked for more connection identifiers than it gives",
        60: "the sender saw a breach of export restrictions (TLS 1.0 only)",
        70: "the sender recognises the protocol version but does not support it",
        71: "the sender requires stronger parameters than the other side supports",
        80: "the sender failed for a reason of its own that has nothing to do with the peer",
        86: "the sender saw a client fall back to an older version without need",
        90: "the sender's user cancelled the handshake",
        100: "the sender does not renegotiate (versions before TLS 1.3)",
        109: "the sender misses an extension that the handshake requires",
        110: "the sender received an extension that it did not offer or that must not be in that message",
        111: "the sender could not fetch a certificate from its URL (versions before TLS 1.3)",
        112: "the sender has no server of the name that the client asked for",
        113: "the sender received a certificate status that is invalid or unacceptable",
        114: "the sender found that a certificate does not match its hash (versions before TLS 1.3)",
        115: "the sender knows none of the pre-shared keys that were offered",
        116: "the sender requires a certificate and received none",
        117: "the sender failed for a reason that no other alert describes",
        120: "the sender supports none of the application protocols that the client offered",
        121: "the sender requires Encrypted Client Hello and the server did not accept it",
    ]
}
