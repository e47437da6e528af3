extension PeerViolation {
    /// The sentence's predicate: "client …", "server …".
    var phrase: String {
        switch self {
        case .unexpectedMessage(let type): "sent \(type.messageName) where it may not come"
        case .unexpectedContentType(let type): "sent a record of type \(type) where it may not come"
        case .messageAcrossKeyChange: "changed keys in the middle of a handshake message"
        case .interleavedHandshakeMessage: "put another record between the parts of a handshake message"
        case .dataAfterFlight: "went on with the handshake where it had to wait for an answer"
        case .httpRequest(let method): "sent an HTTP request (\(method)) where TLS is spoken"
        case .notTLS: "does not speak TLS"
        case .recordOverflow(let length): "sent a record of \(length) bytes"
        case .recordVersion(let version): "sent a record of version \(version)"
        case .badRecordMAC: "sent a record that does not authenticate"
        case .missingContentType: "sent a record without a content type"
        case .emptyHandshakeFragment: "sent an empty handshake or alert record"
        case .malformedChangeCipherSpec: "sent a malformed ChangeCipherSpec"
        case .alertLevel(let level): "sent an alert of unknown level \(level)"
        case .chainTooLong(let count): "sent a chain of \(count) certificates"
        case .tooManyExtensions(let count): "sent \(count) extensions in one message"
        case .tooManyEmptyRecords: "sent too many empty records"
        case .tooManyKeyUpdates: "sent too many KeyUpdates without data between"
        case .tooManyChangeCipherSpecs: "sent too many ChangeCipherSpecs"
        case .tooManyWarningAlerts: "sent too many warning alerts"
        case .tooMuchSkippedEarlyData: "sent too much early data that is not wanted"
        case .tooManyRenegotiationRequests: "asked for a renegotiation again and again"
        default: helloPhrase
        }
    }

    private var helloPhrase: String {
        switch self {
        case .compressionOffered: "offered compression"
        case .compressionSelected(let method): "selected compression method \(method)"
        case .sessionIDNotEchoed: "did not echo the session ID"
        case .helloVersion(let version): "sent a hello of version \(version)"
        case .versionNotOffered(let version): "selected \(version), which the client did not offer"
        case .versionChangedAfterRetry(let version): "changed to \(version) after its HelloRetryRequest"
        case .downgrade(let version): "marked its random: somebody downgraded the connection to \(version)"
        case .cipherSuiteNotOffered(let suite): "selected \(suite), which the client did not offer"
        case .cipherSuiteChangedAfterRetry: "changed the cipher suite after its HelloRetryRequest"
        case .groupNotOffered(let group): "selected \(group), which the client did not offer"
        case .retryGroupAlreadyShared(let group): "asked for a share of \(group), which the client had sent"
        case .retryChangesNothing: "sent a HelloRetryRequest that changes nothing"
        case .secondHelloRetryRequest: "sent a second HelloRetryRequest"
        case .sharesNotAsRequested(let group): "did not send one share, of \(group), after the HelloRetryRequest"
        case .duplicateShare(let group): "sent two shares of \(group)"
        case .shareWithoutGroup(let group): "sent a share of \(group), which it does not support"
        case .invalidShare(let group): "sent an invalid share of \(group)"
        case .secondHelloChanged(let what): "changed \(what) in its second ClientHello"
        case .cookieTooLong(let count): "sent a cookie of \(count) bytes"
        case .cookieMismatch: "did not return the cookie"
        case .earlyDataAfterRetry: "offered early data after the HelloRetryRequest"
        case .keyShareMissing: "sent no key_share"
        case .pskWithoutKeyShare: "selected a PSK without a key exchange, which the client did not offer"
        case .supportedVersionsMissing: "sent no supported_versions"
        case .extensionMissing(let type): "sent no \(type)"
        case .extensionNotOffered(let type, let message):
            "sent \(type) in \(message.messageName), which nobody asked for"
        case .extensionMisplaced(let type, let message):
            "sent \(type) in \(message.messageName), where it may not stand"
        case .preSharedKeyNotLast: "did not send pre_shared_key last"
        case .binderInvalid: "sent a wrong PSK binder"
        case .pskModesMissing: "offered a PSK without psk_key_exchange_modes"
        case .pskIndexOutOfRange(let index): "selected PSK \(index), which the client did not offer"
        case .pskHashMismatch: "selected a PSK of another hash than the cipher suite's"
        case .serverNameInvalid: "sent an invalid server_name"
        case .recordSizeLimitInvalid(let limit): "sent a record_size_limit of \(limit)"
        default: parameterPhrase
        }
    }

    private var parameterPhrase: String {
        switch self {
        case .applicationProtocolNotOffered(let name): "selected ALPN \"\(name)\", which the client did not offer"
        case .applicationProtocolCount(let count): "selected \(count) application protocols instead of one"
        case .requestContextNotEmpty: "sent a certificate_request_context"
        case .certificateEmpty: "sent an empty Certificate"
        case .certificateRequired, .certificateWithheld: "sent no certificate, which is required"
        case .certificateUnusable(let why): "sent a certificate whose key cannot be used: \(why)"
        case .signatureSchemeNotOffered(let scheme): "signed with \(scheme), which was not offered"
        case .signatureSchemeDoesNotFitKey(let scheme): "signed with \(scheme), which its certificate's key cannot"
        case .signatureInvalid: "sent a wrong signature"
        case .verifyDataWrong: "sent a wrong Finished"
        case .certificateDoesNotFitSuite(let suite): "sent a certificate whose key does not fit \(suite)"
        case .certificateDoesNotFitVersion(let version):
            "sent a certificate whose key cannot be used in \(version)"
        case .certificateCurveNotOffered(let curve):
            "sent a certificate with a key on \(curve), which the client did not offer"
        default: legacyPhrase
        }
    }

    private var legacyPhrase: String {
        switch self {
        case .inappropriateFallback(let version): "fell back to \(version), though both sides speak more"
        case .renegotiationInfoInvalid: "sent the renegotiation_info of another connection"
        case .extendedMainSecretMissing: "does not bind the main secret to the handshake (extended_main_secret)"
        case .extendedMainSecretInResumption: "changed extended_main_secret between a session and its resumption"
        case .encryptThenMACWithoutCBC(let suite): "sent encrypt_then_mac with \(suite), which has no MAC"
        case .sessionNotOffered: "resumed a session that the client did not offer"
        case .sessionChanged(let what): "resumed the session with another \(what)"
        default: "broke the protocol"
        }
    }

    /// Where the broken rule stands.
    var citation: String? {
        switch self {
        case .unexpectedMessage: "RFC 9846, Section 4"
        case .unexpectedContentType, .messageAcrossKeyChange, .interleavedHandshakeMessage, .emptyHandshakeFragment:
            "RFC 9846, Section 5.1"
        case .malformedChangeCipherSpec, .tooManyChangeCipherSpecs: "RFC 9846, Section 5"
        case .recordOverflow: "RFC 9846, Section 5.2"
        case .badRecordMAC: "RFC 9846, Section 5.2"
        case .missingContentType: "RFC 9846, Section 5.4"
        case .alertLevel: "RFC 9846, Section 6"
        case .compressionOffered, .sharesNotAsRequested, .earlyDataAfterRetry: "RFC 9846, Section 4.2.2"
        case .helloVersion, .compressionSelected, .sessionIDNotEchoed, .downgrade, .cipherSuiteNotOffered:
            "RFC 9846, Section 4.2.3"
        case .cipherSuiteChangedAfterRetry, .retryGroupAlreadyShared, .retryChangesNothing, .secondHelloRetryRequest,
            .versionChangedAfterRetry:
            "RFC 9846, Section 4.2.4"
        case .versionNotOffered, .supportedVersionsMissing: "RFC 9846, Section 4.3.1"
        case .cookieMismatch, .cookieTooLong: "RFC 9846, Section 4.3.2"
        case .groupNotOffered, .duplicateShare, .shareWithoutGroup, .invalidShare, .keyShareMissing:
            "RFC 9846, Section 4.3.8"
        case .secondHelloChanged: "RFC 9846, Section 4.2.2"
        case .extensionMissing: "RFC 9846, Section 9.2"
        case .extensionNotOffered, .extensionMisplaced: "RFC 9846, Section 4.3"
        case .preSharedKeyNotLast, .binderInvalid, .pskIndexOutOfRange, .pskHashMismatch,
            .pskWithoutKeyShare:
            "RFC 9846, Section 4.3.11"
        case .pskModesMissing: "RFC 9846, Section 4.3.9"
        case .serverNameInvalid: "RFC 6066, Section 3"
        case .recordSizeLimitInvalid: "RFC 8449, Section 4"
        case .applicationProtocolNotOffered, .applicationProtocolCount: "RFC 7301, Section 3.1"
        case .requestContextNotEmpty: "RFC 9846, Section 4.4.2"
        case .certificateEmpty, .certificateRequired, .certificateUnusable: "RFC 9846, Section 4.5.1"
        case .signatureSchemeNotOffered, .signatureSchemeDoesNotFitKey, .signatureInvalid: "RFC 9846, Section 4.5.2"
        case .verifyDataWrong: "RFC 9846, Section 4.5.3"
        case .recordVersion: "RFC 5246, Section 6.2.1"
        case .tooManyRenegotiationRequests: "RFC 5246, Section 7.2.2"
        case .inappropriateFallback: "RFC 7507, Section 3"
        case .renegotiationInfoInvalid: "RFC 5746, Section 3.4"
        case .extendedMainSecretMissing, .extendedMainSecretInResumption: "RFC 7627, Section 5"
        case .encryptThenMACWithoutCBC: "RFC 7366, Section 3"
        case .sessionChanged, .sessionNotOffered: "RFC 5246, Section 7.4.1.3"
        case .certificateWithheld: "RFC 5246, Section 7.4.6"
        case .certificateDoesNotFitSuite, .certificateDoesNotFitVersion: "RFC 5246, Section 7.4.2"
        case .certificateCurveNotOffered: "RFC 8422, Section 5.3"
        case .dataAfterFlight: "RFC 5246, Section 7.3"
        case .tooMuchSkippedEarlyData: "RFC 9846, Section 4.3.10"
        case .tooManyKeyUpdates: "RFC 9846, Section 4.7.3"
        case .notTLS, .httpRequest, .chainTooLong, .tooManyExtensions, .tooManyEmptyRecords, .tooManyWarningAlerts: nil
        }
    }
}
