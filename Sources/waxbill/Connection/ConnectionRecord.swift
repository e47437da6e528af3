import WaxbillTLS

/// What is known of one connection, as far as it got.
struct ConnectionRecord: Sendable {
    let role: Role
    /// The other side: what the user named, or where the client came from.
    let peer: Endpoint

    /// What the handshake agreed upon, once it is complete.
    var summary: ConnectionSummary?
    /// From the first byte of the handshake to its completion.
    var handshakeDuration: Duration?
    /// Application data in bytes, without the protection around it.
    var bytesRead = 0
    var bytesWritten = 0
    /// All that passed in records until the handshake was complete, headers included.
    var handshakeBytes = 0
    /// The sessions that the server gave for later connections.
    var sessions: [Session] = []

    /// The fatal alerts that passed.
    var alertSent: AlertDescription?
    var alertReceived: AlertDescription?
    /// Why the connection failed.
    var failure: ConnectionFailure?

    // What was settled before a handshake that did not complete.
    var version: ProtocolVersion?
    var cipherSuite: CipherSuite?
    var keyExchange: KeyExchangeAlgorithm?
    var group: NamedGroup?
    var signatureScheme: SignatureScheme?
    /// Before TLS 1.3: whether the main secret is the extended one.
    var extendedMainSecret: Bool?
    /// With CBC: whether records are encrypted first and then authenticated.
    var encryptThenMAC: Bool?
    var applicationProtocol: ApplicationProtocol?
    var serverName: String?
    var helloRetryRequest = false
    /// The DER certificates that the peer showed.
    var peerCertificates: [[UInt8]] = []

    init(role: Role, peer: Endpoint) {
        self.role = role
        self.peer = peer
    }

    /// Before TLS 1.3: how the keys came about, which there is not always the same.
    var oldVersionSentence: String? {
        guard let summary, summary.version <= .tls12 else { return nil }
        var parts = [summary.keyExchange.description + (summary.isForwardSecret ? "" : " (NOT forward-secret)")]
        if let extended = summary.extendedMainSecret {
            parts.append(extended ? "extended main secret" : "NO extended main secret")
        }
        if let encryptThenMAC = summary.encryptThenMAC {
            parts.append(encryptThenMAC ? "encrypt-then-MAC" : "MAC-then-encrypt")
        }
        return parts.joined(separator: ", ")
    }

    /// Takes a settled parameter.
    mutating func settle(_ parameter: NegotiatedParameter) {
        switch parameter {
        case .version(let value): version = value
        case .cipherSuite(let value): cipherSuite = value
        case .group(let value): group = value
        case .helloRetryRequest: helloRetryRequest = true
        case .applicationProtocol(let value): applicationProtocol = value
        case .serverName(let value): serverName = value
        case .signatureScheme(let value): signatureScheme = value
        case .extendedMainSecret(let value): extendedMainSecret = value
        case .encryptThenMAC: encryptThenMAC = true
        case .resumption, .recordSizeLimit: break
        }
    }

    /// Takes what a complete handshake agreed upon.
    mutating func complete(_ summary: ConnectionSummary, after duration: Duration) {
        self.summary = summary
        handshakeDuration = duration
        version = summary.version
        cipherSuite = summary.cipherSuite
        keyExchange = summary.keyExchange
        group = summary.group
        signatureScheme = summary.signatureScheme
        extendedMainSecret = summary.extendedMainSecret
        encryptThenMAC = summary.encryptThenMAC
        applicationProtocol = summary.applicationProtocol
        serverName = summary.serverName ?? serverName
        helloRetryRequest = summary.helloRetryRequest
        peerCertificates = summary.peerCertificates
    }
}
