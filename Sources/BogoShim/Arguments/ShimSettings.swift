import WaxbillTLS

/// What the flags ask of one connection, in the suite's words.
struct ShimSettings: Sendable {
    // Harness
    var port: UInt16 = 0
    var shimID: UInt64 = 0
    var usesIPv6 = false
    var isServer = false
    var resumeCount = 0
    var isAsync = false

    // Exchange
    var writesFirst = false
    var initialWrite = Array("hello".utf8)
    var initialWriteCount = 1
    var readsWithUnfinishedWrite = false
    var shutsDown = false
    var checksCloseNotify = false
    var writesDifferentRecordSizes = false
    var readSize = 512
    var updatesKeys = false
    var handshakeNeverDone = false
    var exportsBetweenReads = false
    var exportLength = 0
    var exportLabel: [UInt8] = []
    var exportContext: [UInt8] = []
    var usesExportContext = false
    var exportsTrafficSecrets = false
    /// In seconds, after the connection.
    var resumptionDelay: UInt64 = 0

    // Offer
    var minimumVersion: ProtocolVersion = .tls10
    var maximumVersion: ProtocolVersion = .tls13
    var disabledVersions: Set<ProtocolVersion> = []
    var cipherList: String?
    var prefersServerCiphers = false
    var groups: [NamedGroup] = []
    var keyShareGroups: [NamedGroup]?
    var verifyPreferences: [SignatureScheme] = []
    var sendsGREASE = false
    var isFallback = false
    var hostName: String?
    var applicationProtocols: [ApplicationProtocol] = []
    var selectedProtocol: ApplicationProtocol?
    var declinesProtocol = false
    var rejectsProtocol = false
    var requestsOCSPResponse = false

    // Credentials
    var defaultCredential = Credential()
    var credentials: [Credential] = []

    // Verification
    var requiresClientCertificate = false
    var verifiesPeer = false
    var verifiesOnResumption = false
    var verificationFails = false
    var usesCustomVerifyCallback = false
    var usesOCSPCallback = false
    var failsOCSPCallback = false
    var declinesOCSPCallback = false
    var setsOCSPResponseInCallback = false
    /// A callback of BoringSSL's that refuses the connection.
    var refusal: Refusal?
    /// DER distinguished names.
    var certificateAuthorities: [[UInt8]] = []
    var maximumCertificateMessage: Int?

    // Tickets
    var disablesTickets = false
    var skipsTicket = false

    var expectations = Expectations()
}

/// What one of the flags' credentials consists of.
struct Credential: Sendable {
    var certificateFile: String?
    var keyFile: String?
    var signingPreferences: [SignatureScheme] = []
    var mustMatchIssuer = false
    var ocspResponse: [UInt8]?
}

/// Where the application refuses to go on.
enum Refusal: Sendable {
    case earlyCallback
    case denialOfServiceCallback
    case certificateCallback
}

/// What the flags expect of a connection. Everything here is checked.
struct Expectations: Sendable {
    var version: ProtocolVersion?
    var cipherSuite: CipherSuite?
    var group: NamedGroup?
    var helloRetryRequest: Bool?
    var peerSignatureScheme: SignatureScheme?
    var peerVerifyPreferences: [SignatureScheme] = []
    var verifyResult = false
    var noPeerCertificate = false
    var peerCertificateFile: String?
    var certificateAuthorities: [[UInt8]]?
    var certificateTypes: [ClientCertificateType]?
    var selectedCredential: Int?
    var sessionMiss = false
    var noSession = false
    /// Whether the session has an ID.
    var sessionID: Bool?
    var extendedMainSecret = false
    var ticketRenewal = false
    var applicationProtocol: ApplicationProtocol?
    /// The bytes of `protocol_name_list`.
    var advertisedProtocols: [UInt8]?
    var serverName: String?
    var noServerName = false
    var ocspResponse: [UInt8]?
    var messageTrace: String?
}
