extension TLSError {
    /// The alert to send for this error (RFC 9846, Section 6.2); nil where none is due: the peer's own alert, our caller's mistakes.
    public var alert: AlertDescription? {
        switch fault {
        case .malformedMessage(let failure): failure.alert
        case .peerViolation(let violation): violation.alert
        case .peerIncompatibility(let reason): reason.alert
        case .certificate(let refusal): refusal.reason.alert
        case .aborted(let alert): alert
        case .alertReceived, .misuse: nil
        case .internalFailure: .internalError
        }
    }
}

extension DecodingFailure {
    fileprivate var alert: AlertDescription {
        switch kind {
        // RFC 9846, Section 4.3: an extension twice in one block.
        case .duplicateExtension: .illegalParameter
        case .invalidValue: .illegalParameter
        case .unknownMessage: .unexpectedMessage
        default: .decodeError
        }
    }
}

extension PeerViolation {
    fileprivate var alert: AlertDescription {
        switch self {
        case .unexpectedMessage, .unexpectedContentType, .messageAcrossKeyChange,
            .interleavedHandshakeMessage, .dataAfterFlight, .notTLS, .httpRequest, .missingContentType,
            .emptyHandshakeFragment, .tooMuchSkippedEarlyData, .malformedChangeCipherSpec, .tooManyEmptyRecords,
            .tooManyKeyUpdates, .tooManyChangeCipherSpecs,
            .tooManyWarningAlerts, .secondHelloRetryRequest:
            .unexpectedMessage
        case .recordOverflow: .recordOverflow
        case .helloVersion, .recordVersion: .protocolVersion
        case .badRecordMAC: .badRecordMAC
        case .chainTooLong, .tooManyExtensions, .certificateEmpty: .decodeError
        case .keyShareMissing, .supportedVersionsMissing, .extensionMissing, .pskModesMissing: .missingExtension
        case .extensionNotOffered: .unsupportedExtension
        case .binderInvalid, .signatureInvalid, .verifyDataWrong: .decryptError
        case .certificateRequired: .certificateRequired
        case .tooManyRenegotiationRequests: .noRenegotiation
        case .inappropriateFallback: .inappropriateFallback
        case .renegotiationInfoInvalid, .extendedMainSecretMissing, .extendedMainSecretInResumption,
            .certificateWithheld:
            .handshakeFailure
        case .certificateUnusable, .certificateDoesNotFitVersion: .unsupportedCertificate
        default: .illegalParameter
        }
    }
}

extension PeerIncompatibility {
    fileprivate var alert: AlertDescription {
        switch self {
        case .noCommonVersion, .serverVersion: .protocolVersion
        case .noCommonCipherSuite, .noCommonGroup, .noCommonSignatureScheme, .noIdentity: .handshakeFailure
        case .noCommonApplicationProtocol: .noApplicationProtocol
        }
    }
}

extension CertificateRefusal.Reason {
    fileprivate var alert: AlertDescription {
        switch self {
        case .badCertificate, .nameMismatch: .badCertificate
        case .expired: .certificateExpired
        case .revoked: .certificateRevoked
        case .unknownAuthority: .unknownCA
        case .unsupportedCertificate: .unsupportedCertificate
        case .other: .certificateUnknown
        case .alert(let alert): alert
        }
    }
}
