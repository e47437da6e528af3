/// A rule that the peer broke.
public enum PeerViolation: Sendable, Hashable {
    // Order and framing
    case unexpectedMessage(HandshakeType)
    case unexpectedContentType(ContentType)
    case messageAcrossKeyChange
    case interleavedHandshakeMessage
    case dataAfterFlight
    case notTLS
    case httpRequest(method: String)
    case recordOverflow(Int)
    case recordVersion(ProtocolVersion)
    case badRecordMAC
    case missingContentType
    case emptyHandshakeFragment
    case malformedChangeCipherSpec
    case alertLevel(UInt8)

    // Limits
    case chainTooLong(Int)
    case tooManyExtensions(Int)
    case tooManyEmptyRecords
    case tooManyKeyUpdates
    case tooManyChangeCipherSpecs
    case tooManyWarningAlerts
    case tooManyRenegotiationRequests
    case tooMuchSkippedEarlyData

    // Hellos
    case compressionOffered
    case compressionSelected(UInt8)
    case sessionIDNotEchoed
    case helloVersion(ProtocolVersion)
    case versionNotOffered(ProtocolVersion)
    case versionChangedAfterRetry(ProtocolVersion)
    case downgrade(to: ProtocolVersion)
    case cipherSuiteNotOffered(CipherSuite)
    case cipherSuiteChangedAfterRetry
    case groupNotOffered(NamedGroup)
    case retryGroupAlreadyShared(NamedGroup)
    case retryChangesNothing
    case secondHelloRetryRequest
    case sharesNotAsRequested(NamedGroup)
    case duplicateShare(NamedGroup)
    case shareWithoutGroup(NamedGroup)
    case invalidShare(NamedGroup)
    case secondHelloChanged(String)
    case cookieTooLong(Int)
    case cookieMismatch
    case earlyDataAfterRetry
    case keyShareMissing
    case pskWithoutKeyShare
    case supportedVersionsMissing
    case extensionMissing(ExtensionType)
    case extensionNotOffered(ExtensionType, in: HandshakeType)
    case extensionMisplaced(ExtensionType, in: HandshakeType)
    case preSharedKeyNotLast
    case binderInvalid
    case pskModesMissing
    case pskIndexOutOfRange(Int)
    case pskHashMismatch
    case serverNameInvalid
    case inappropriateFallback(ProtocolVersion)
    case renegotiationInfoInvalid
    case extendedMainSecretMissing
    case extendedMainSecretInResumption
    case encryptThenMACWithoutCBC(CipherSuite)
    case sessionChanged(String)
    case sessionNotOffered
    case recordSizeLimitInvalid(Int)

    // Parameters
    case applicationProtocolNotOffered(ApplicationProtocol)
    case applicationProtocolCount(Int)
    case requestContextNotEmpty
    case certificateEmpty
    case certificateRequired
    case certificateWithheld
    case certificateUnusable(String)
    case certificateDoesNotFitSuite(CipherSuite)
    case certificateDoesNotFitVersion(ProtocolVersion)
    case certificateCurveNotOffered(NamedGroup)
    case signatureSchemeNotOffered(SignatureScheme)
    case signatureSchemeDoesNotFitKey(SignatureScheme)
    case signatureInvalid
    case verifyDataWrong
}

/// What both sides would have to share and do not.
public enum PeerIncompatibility: Sendable, Hashable {
    case noCommonVersion(offered: [ProtocolVersion])
    /// Of the suites that the client offered, the server may use none.
    case noCommonCipherSuite(offered: [CipherSuite])
    case noCommonGroup
    case noCommonSignatureScheme
    case noCommonApplicationProtocol(offered: [ApplicationProtocol])
    case noIdentity
    case serverVersion(ProtocolVersion)
}
