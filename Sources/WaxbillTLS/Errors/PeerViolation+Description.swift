extension PeerViolation {
    /// The sentence's predicate: "peer …".
    var phrase: String {
        switch self {
        case .unexpectedMessage(let type): "sent \(type) where it may not come"
        case .unexpectedContentType(let type): "sent a record of type \(type) where it may not come"
        case .messageAcrossKeyChange: "changed keys in the middle of a handshake message"
        case .interleavedHandshakeMessage: "put another record between the parts of a handshake message"
        case .notTLS: "does not speak TLS"
        case .recordVersion(let version): "sent a record of version \(version)"
        case .recordOverflow(let length): "sent a record of \(length) bytes"
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
        case .sequenceNumberExhausted: "used up its record sequence numbers"
        default: helloPhrase
        }
    }

    private var helloPhrase: String {
        switch self {
        case .compressionOffered: "offered compression"
        case .compressionSelected(let method): "selected compression method \(method)"
        case .sessionIDNotEchoed: "did not echo the session ID"
        case .sessionIDTooLong: "sent a session ID of more than 32 bytes"
        case .helloVersion(let version): "sent a hello of version \(version)"
        case .versionNotOffered(let version): "selected \(version), which was not offered"
        case .downgrade(let version): "marked its random: somebody downgraded the connection to \(version)"
        case .cipherSuiteNotOffered(let suite): "selected \(suite), which was not offered"
        case .cipherSuiteChangedAfterRetry: "changed the cipher suite after its HelloRetryRequest"
        case .groupNotOffered(let group): "selected group \(group), which was not offered"
        case .retryGroupAlreadyShared(let group): "asked for a share of \(group), which it had"
        case .retryChangesNothing: "sent a HelloRetryRequest that changes nothing"
        case .secondHelloRetryRequest: "sent a second HelloRetryRequest"
        case .shareNotRequested(let group): "sent a share of \(group) that was not asked for"
        case .duplicateShare(let group): "sent two shares of \(group)"
        case .shareWithoutGroup(let group): "sent a share of \(group) without supporting it"
        case .invalidShare(let group): "sent an invalid share of \(group)"
        case .secondHelloChanged(let what): "changed \(what) in its second ClientHello"
        case .cookieMismatch: "did not return the cookie"
        case .keyShareMissing: "sent no key_share"
        case .supportedVersionsMissing: "sent no supported_versions"
        case .extensionMissing(let type): "sent no \(type)"
        case .extensionNotOffered(let type, let message): "sent \(type) in \(message), which was not offered"
        case .extensionMisplaced(let type, let message): "sent \(type) in \(message), where it may not stand"
        case .preSharedKeyNotLast: "did not send pre_shared_key last"
        case .binderCountMismatch: "sent another number of binders than of identities"
        case .binderInvalid: "sent a wrong PSK binder"
        case .pskModesMissing: "offered a PSK without psk_key_exchange_modes"
        case .pskIndexOutOfRange(let index): "selected PSK \(index), which was not offered"
        case .pskHashMismatch: "selected a PSK of another hash than the cipher suite's"
        case .serverNameInvalid: "sent an invalid server_name"
        case .recordSizeLimitInvalid(let limit): "sent a record_size_limit of \(limit)"
        default: parameterPhrase
        }
    }

    private var parameterPhrase: String {
        switch self {
        case .applicationProtocolNotOffered(let name): "selected ALPN \"\(name)\", which was not offered"
        case .applicationProtocolCount(let count): "selected \(count) application protocols instead of one"
        case .requestContextNotEmpty: "sent a certificate_request_context"
        case .certificateEmpty: "sent an empty Certificate"
        case .certificateRequired: "sent no certificate, which is required"
        case .certificateUnusable(let why): "sent a certificate whose key cannot be used: \(why)"
        case .signatureSchemeNotOffered(let scheme): "signed with \(scheme), which was not offered"
        case .signatureInvalid: "sent a wrong signature"
        case .verifyDataWrong: "sent a wrong Finished"
        case .keyUpdateRequest(let value): "sent a KeyUpdate with request_update \(value)"
        case .ticketLifetimeTooLong(let seconds): "sent a ticket for \(seconds) seconds"
        case .ticketEmpty: "sent an empty ticket"
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
        case .compressionOffered, .sessionIDTooLong: "RFC 9846, Section 4.2.2"
        case .compressionSelected, .sessionIDNotEchoed, .downgrade, .cipherSuiteNotOffered: "RFC 9846, Section 4.2.3"
        case .cipherSuiteChangedAfterRetry, .retryGroupAlreadyShared, .retryChangesNothing, .secondHelloRetryRequest,
            .shareNotRequested:
            "RFC 9846, Section 4.2.4"
        case .versionNotOffered, .helloVersion, .supportedVersionsMissing: "RFC 9846, Section 4.3.1"
        case .cookieMismatch: "RFC 9846, Section 4.3.2"
        case .groupNotOffered, .duplicateShare, .shareWithoutGroup, .invalidShare, .keyShareMissing:
            "RFC 9846, Section 4.3.8"
        case .secondHelloChanged: "RFC 9846, Section 4.2.2"
        case .extensionMissing: "RFC 9846, Section 9.2"
        case .extensionNotOffered, .extensionMisplaced: "RFC 9846, Section 4.3"
        case .preSharedKeyNotLast, .binderCountMismatch, .binderInvalid, .pskIndexOutOfRange, .pskHashMismatch:
            "RFC 9846, Section 4.3.11"
        case .pskModesMissing: "RFC 9846, Section 4.3.9"
        case .serverNameInvalid: "RFC 6066, Section 3"
        case .recordSizeLimitInvalid: "RFC 8449, Section 4"
        case .applicationProtocolNotOffered, .applicationProtocolCount: "RFC 7301, Section 3.1"
        case .requestContextNotEmpty: "RFC 9846, Section 4.4.2"
        case .certificateEmpty, .certificateRequired, .certificateUnusable: "RFC 9846, Section 4.5.1"
        case .signatureSchemeNotOffered, .signatureInvalid: "RFC 9846, Section 4.5.2"
        case .verifyDataWrong: "RFC 9846, Section 4.5.3"
        case .keyUpdateRequest, .tooManyKeyUpdates: "RFC 9846, Section 4.7.3"
        case .ticketLifetimeTooLong, .ticketEmpty: "RFC 9846, Section 4.7.1"
        case .notTLS, .recordVersion, .chainTooLong, .tooManyExtensions, .tooManyEmptyRecords,
            .tooManyWarningAlerts, .sequenceNumberExhausted:
            nil
        }
    }
}
