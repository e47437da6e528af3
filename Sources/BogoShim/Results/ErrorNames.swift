import WaxbillTLS

/// BoringSSL's names for the engine's errors: the one place where they meet.
enum ErrorNames {
    // What the shim's providers and its own driving find.
    static let verificationFailed = ":CERTIFICATE_VERIFY_FAILED:"
    static let unparsableLeaf = ":CANNOT_PARSE_LEAF_CERT:"
    static let ocspRefused = ":OCSP_CB_ERROR:"
    static let connectionRejected = ":CONNECTION_REJECTED:"
    static let certificateCallbackFailed = ":CERT_CB_ERROR:"
    static let keyUsageIncorrect = ":KEY_USAGE_BIT_INCORRECT:"
    static let noVersionEnabled = ":NO_SUPPORTED_VERSIONS_ENABLED:"
    static let keyDoesNotMatch = ":KEY_VALUES_MISMATCH:"
    static let noMatchingIssuer = ":NO_MATCHING_ISSUER:"
    static let noCommonSignatureScheme = ":NO_COMMON_SIGNATURE_ALGORITHMS:"
    static let unknownCertificateType = ":UNKNOWN_CERTIFICATE_TYPE:"
    static let noSharedCipher = ":NO_SHARED_CIPHER:"
    static let wrongCurve = ":WRONG_CURVE:"
    static let noCertificate = ":NO_CERTIFICATE_SET:"
    static let dataOnShutdown = ":APPLICATION_DATA_ON_SHUTDOWN:"
    static let exportFailed = "failed to export keying material"
    static let noCloseNotify = "Unexpected SSL_shutdown result: -1 != 1"

    static func name(of error: TLSError) -> String {
        switch error.fault {
        case .malformedMessage(let failure): name(of: failure)
        case .peerViolation(.extensionMissing(.signatureAlgorithms)) where error.peer == .client:
            noCommonSignatureScheme
        case .alertReceived(.handshakeFailure) where error.state == "WAIT_SH": ":HANDSHAKE_FAILURE_ON_CLIENT_HELLO:"
        // BoringSSL awaits a record there.
        case .peerViolation(.unexpectedMessage) where error.state == "WAIT_CCS": ":UNEXPECTED_RECORD:"
        case .peerViolation(let violation): name(of: violation)
        case .peerIncompatibility(let reason): name(of: reason)
        // The verifier of the shim says the name itself.
        case .certificate(let refusal): refusal.detail
        case .alertReceived(let alert): name(of: alert)
        case .misuse, .internalFailure, .aborted: ":INTERNAL_ERROR:"
        }
    }

    /// Names by the beginning of the place, the first that fits.
    private static let namesByPlace: [(place: String, name: String)] = [
        ("Alert", ":BAD_ALERT:"),
        ("ClientHello.extensions.key_share", ":DECODE_ERROR:"),
        ("ClientHello.extensions.application_layer_protocol_negotiation", ":PARSE_TLSEXT:"),
        ("ClientHello.extensions.", ":ERROR_PARSING_EXTENSION:"),
        ("ClientHello", ":CLIENTHELLO_PARSE_FAILED:"),
        ("EncryptedExtensions.extensions.application_layer_protocol_negotiation", ":PARSE_TLSEXT:"),
        ("HelloRetryRequest.extensions.cookie", ":DECODE_ERROR:"),
        ("ServerHello.extensions.application_layer_protocol_negotiation", ":PARSE_TLSEXT:"),
        ("Certificate.certificate_list", ":DECODE_ERROR:"),
        ("CertificateRequest.extensions.signature_algorithms", ":DECODE_ERROR:"),
    ]

    private static func name(of failure: DecodingFailure) -> String {
        let path = failure.path
        switch failure.kind {
        case .duplicateExtension: return ":DUPLICATE_EXTENSION:"
        case .messageTooLong: return ":EXCESSIVE_MESSAGE_SIZE:"
        case .unknownMessage: return ":UNEXPECTED_MESSAGE:"
        case .invalidValue where path.hasSuffix("pre_shared_key.binders"):
            return ":PSK_IDENTITY_BINDER_COUNT_MISMATCH:"
        case .lengthOutOfRange where path.hasSuffix("pre_shared_key.binders"): return ":DECODE_ERROR:"
        default:
            if let found = namesByPlace.first(where: { path.hasPrefix($0.place) }) { return found.name }
            return path.contains(".extensions.") ? ":ERROR_PARSING_EXTENSION:" : ":DECODE_ERROR:"
        }
    }

    private static func name(of reason: PeerIncompatibility) -> String {
        switch reason {
        case .noCommonVersion, .serverVersion: ":UNSUPPORTED_PROTOCOL:"
        case .noCommonCipherSuite: noSharedCipher
        case .noCommonGroup: ":NO_SHARED_GROUP:"
        case .noCommonSignatureScheme: noCommonSignatureScheme
        case .noCommonApplicationProtocol: ":NO_APPLICATION_PROTOCOL:"
        case .noIdentity: noCertificate
        }
    }

    private static func name(of violation: PeerViolation) -> String {
        switch violation {
        case .unexpectedMessage, .secondHelloRetryRequest: ":UNEXPECTED_MESSAGE:"
        // A handshake record without protection where there is one.
        case .unexpectedContentType(.handshake): ":INVALID_OUTER_RECORD_TYPE:"
        case .unexpectedContentType, .interleavedHandshakeMessage: ":UNEXPECTED_RECORD:"
        case .messageAcrossKeyChange, .dataAfterFlight: ":EXCESS_HANDSHAKE_DATA:"
        case .httpRequest(method: "CONNECT"): ":HTTPS_PROXY_REQUEST:"
        case .httpRequest: ":HTTP_REQUEST:"
        case .notTLS, .recordVersion: ":WRONG_VERSION_NUMBER:"
        case .recordOverflow(let length) where length > 16_384 + 256: ":ENCRYPTED_LENGTH_TOO_LONG:"
        case .recordOverflow: ":DATA_LENGTH_TOO_LONG:"
        // BoringSSL reports both, the cipher's error and its own.
        case .badRecordMAC: ":BAD_DECRYPT: :DECRYPTION_FAILED_OR_BAD_RECORD_MAC:"
        case .missingContentType: ":DECRYPTION_FAILED_OR_BAD_RECORD_MAC:"
        case .malformedChangeCipherSpec: ":BAD_CHANGE_CIPHER_SPEC:"
        case .alertLevel: ":UNKNOWN_ALERT_TYPE:"
        case .tooManyEmptyRecords, .emptyHandshakeFragment, .tooManyChangeCipherSpecs: ":TOO_MANY_EMPTY_FRAGMENTS:"
        case .tooManyKeyUpdates: ":TOO_MANY_KEY_UPDATES:"
        case .tooManyWarningAlerts: ":TOO_MANY_WARNING_ALERTS:"
        case .tooManyRenegotiationRequests: ":NO_RENEGOTIATION:"
        case .tooMuchSkippedEarlyData: ":TOO_MUCH_SKIPPED_EARLY_DATA:"
        default: nameInHello(violation)
        }
    }

    private static func nameInHello(_ violation: PeerViolation) -> String {
        switch violation {
        case .compressionOffered: ":INVALID_COMPRESSION_LIST:"
        // BoringSSL has one name before TLS 1.3 and another one in it.
        case .compressionSelected: ":UNSUPPORTED_COMPRESSION_ALGORITHM: :DECODE_ERROR:"
        case .sessionIDNotEchoed: ":SERVER_ECHOED_INVALID_SESSION_ID:"
        // In a HelloRetryRequest the second.
        case .helloVersion: ":UNSUPPORTED_PROTOCOL: :DECODE_ERROR:"
        // The extension may not select what is older than TLS 1.3.
        case .versionNotOffered(.tls12): ":UNSUPPORTED_PROTOCOL: :UNEXPECTED_EXTENSION:"
        case .versionNotOffered: ":UNSUPPORTED_PROTOCOL:"
        case .versionChangedAfterRetry: ":SECOND_SERVERHELLO_VERSION_MISMATCH:"
        case .inappropriateFallback: ":INAPPROPRIATE_FALLBACK:"
        case .renegotiationInfoInvalid: ":RENEGOTIATION_MISMATCH:"
        case .sessionNotOffered: ":SERVER_ECHOED_INVALID_SESSION_ID:"
        case .sessionChanged("version"): ":OLD_SESSION_VERSION_NOT_RETURNED:"
        case .sessionChanged: ":OLD_SESSION_CIPHER_NOT_RETURNED:"
        case .extendedMainSecretInResumption: ":RESUMED_EMS_SESSION_WITHOUT_EMS_EXTENSION:"
        case .downgrade: ":TLS13_DOWNGRADE:"
        case .cipherSuiteNotOffered, .cipherSuiteChangedAfterRetry: ":WRONG_CIPHER_RETURNED:"
        case .groupNotOffered, .retryGroupAlreadyShared, .sharesNotAsRequested, .shareWithoutGroup: wrongCurve
        case .retryChangesNothing: ":EMPTY_HELLO_RETRY_REQUEST:"
        case .duplicateShare: ":DUPLICATE_KEY_SHARE:"
        case .invalidShare: ":BAD_ECPOINT:"
        case .keyShareMissing, .pskWithoutKeyShare: ":MISSING_KEY_SHARE:"
        case .extensionMissing(.keyShare): ":MISSING_KEY_SHARE:"
        case .extensionMissing(.supportedGroups): ":NO_SHARED_GROUP:"
        case .extensionMissing(.signatureAlgorithms): ":DECODE_ERROR:"
        // Those of TLS 1.2 that BoringSSL's client knows and does not take in TLS 1.3.
        case .extensionNotOffered(.ecPointFormats, _), .extensionMisplaced(.ecPointFormats, _),
            .extensionMisplaced(.renegotiationInfo, _), .extensionMisplaced(.extendedMainSecret, _),
            .extensionMisplaced(.sessionTicket, _):
            ":ERROR_PARSING_EXTENSION:"
        case .extensionMissing, .supportedVersionsMissing, .pskModesMissing: ":MISSING_EXTENSION:"
        case .extensionNotOffered, .extensionMisplaced, .earlyDataAfterRetry: ":UNEXPECTED_EXTENSION:"
        case .preSharedKeyNotLast: ":PRE_SHARED_KEY_MUST_BE_LAST:"
        case .binderInvalid: ":DIGEST_CHECK_FAILED:"
        case .pskIndexOutOfRange: ":PSK_IDENTITY_NOT_FOUND:"
        case .pskHashMismatch: ":OLD_SESSION_PRF_HASH_MISMATCH:"
        default: nameInAuthentication(violation)
        }
    }

    private static func nameInAuthentication(_ violation: PeerViolation) -> String {
        switch violation {
        case .applicationProtocolNotOffered, .applicationProtocolCount: ":INVALID_ALPN_PROTOCOL:"
        // BoringSSL has one name before TLS 1.3 and another one in it.
        case .certificateEmpty: ":PEER_DID_NOT_RETURN_A_CERTIFICATE: :DECODE_ERROR:"
        case .certificateRequired, .certificateWithheld: ":PEER_DID_NOT_RETURN_A_CERTIFICATE:"
        case .certificateDoesNotFitSuite: ":WRONG_CERTIFICATE_TYPE:"
        case .certificateCurveNotOffered: ":BAD_ECC_CERT:"
        // BoringSSL does not read keys for rsa_pss_pss at all.
        case .certificateDoesNotFitVersion: ":PEER_ERROR_UNSUPPORTED_CERTIFICATE_TYPE: :UNSUPPORTED_ALGORITHM:"
        case .certificateUnusable: ":UNSUPPORTED_CERTIFICATE:"
        // A key for rsa_pss_pss only is one that BoringSSL does not read at all.
        case .signatureSchemeDoesNotFitKey(let scheme) where rsaePSS.contains(scheme):
            ":WRONG_SIGNATURE_TYPE: :UNSUPPORTED_ALGORITHM:"
        case .signatureSchemeNotOffered, .signatureSchemeDoesNotFitKey: ":WRONG_SIGNATURE_TYPE:"
        case .signatureInvalid: ":BAD_SIGNATURE:"
        case .verifyDataWrong: ":DIGEST_CHECK_FAILED:"
        case .serverNameInvalid: ":CLIENTHELLO_TLSEXT:"
        default: ":DECODE_ERROR:"
        }
    }

    private static let rsaePSS: [SignatureScheme] = [.rsaPSSRSAESHA256, .rsaPSSRSAESHA384, .rsaPSSRSAESHA512]

    private static func name(of alert: AlertDescription) -> String {
        var name = alert.description.uppercased()
        if name.hasSuffix("_RESERVED") { name.removeLast("_RESERVED".count) }
        return sslv3Alerts.contains(alert) ? ":SSLV3_ALERT_\(name):" : ":TLSV1_ALERT_\(name):"
    }

    /// The alerts that SSL 3.0 had already, which is in BoringSSL's names for them.
    private static let sslv3Alerts: Set<AlertDescription> = [
        .closeNotify, .unexpectedMessage, .badRecordMAC, .decompressionFailure, .handshakeFailure, .noCertificate,
        .badCertificate, .unsupportedCertificate, .certificateRevoked, .certificateExpired, .certificateUnknown,
        .illegalParameter,
    ]
}
