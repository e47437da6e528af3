import TLSCrypto
import TLSWire
import WaxbillTLS

/// What a scripted client and a scripted server of TLS 1.3 have in common: the facts that follow from the messages that
/// passed, and the secrets.
package class ScriptedPeer13: ScriptedPeer {
    /// The suite that the peer offers or chooses.
    package let suite: CipherSuite
    /// Whom the peer claims to be.
    package let identity: Identity?
    /// What the peer signs with; nil: the first that its key and the other side know.
    package var signatureScheme: SignatureScheme?
    /// The session that the peer resumes if the other side has it too.
    package let session: ScriptedSession13?

    package internal(set) var clientHello: ClientHello?
    package internal(set) var helloRetryRequest: HelloRetryRequest?
    package internal(set) var serverHello: ServerHello?
    package internal(set) var certificateRequest: CertificateRequest?
    /// The other side's certificates.
    package internal(set) var peerChain: [[UInt8]] = []
    /// What the key exchange gave.
    package var sharedSecret: Secret?
    /// The secrets of the records of each side, the oldest first: handshake, application, and those after KeyUpdates.
    package var trafficSecrets: [Role: [Secret]] = [:]
    /// The secret behind those of the application.
    package var mainSecret: Secret?
    /// The sessions that the server's tickets stand for.
    package private(set) var newSessions: [ScriptedSession13] = []

    var derived: Secret?
    private var resumptionSecret: Secret?
    /// How many keys of its own the peer has taken.
    private var writingEpoch = 0

    init(
        _ role: Role, _ suite: CipherSuite, _ identity: Identity?, session: ScriptedSession13?,
        random: any RandomSource
    ) {
        self.suite = suite
        self.identity = identity
        self.session = session
        super.init(role, random: random, opensApplicationDataOnly: true)
        records.version = role == .client ? .tls10 : .tls12
    }

    // MARK: What follows from a message

    override func observe(_ bytes: [UInt8], _ type: HandshakeType, from sender: Role) throws {
        if sender != role, type == .finished { check(bytes, from: sender) }
        if sender != role, type == .certificateVerify { checkCertificateVerify(bytes, from: sender) }
        // What the test has made undecodable says nothing.
        let message = try? HandshakeMessage(decoding: bytes.span.bytes)
        if case .helloRetryRequest? = message {
            // RFC 9846, Section 4.1: the first ClientHello counts as its hash.
            let hash = try parameters.hash.digest(of: transcript)
            transcript = [HandshakeType.messageHash.rawValue, 0, 0, UInt8(hash.count)] + hash
        }
        transcript += bytes
        switch message {
        case .clientHello(let hello)?: clientHello = hello
        case .helloRetryRequest(let request)?: helloRetryRequest = request
        case .serverHello(let hello)?: try negotiate(hello, from: sender)
        case .certificateRequest(let request)?: certificateRequest = request
        case .certificate(let certificate)? where sender != role:
            peerChain = certificate.certificateList.map(\.certificateData)
        case .finished?: try finish(sender)
        case .keyUpdate?: try updateKeys(of: sender)
        case .newSessionTicket(let ticket)?: remember(ticket)
        default: break
        }
    }

    private func negotiate(_ hello: ServerHello, from sender: Role) throws {
        serverHello = hello
        records.version = .tls12
        if sender != role { try exchangeKeys(hello) }
        guard let sharedSecret else { return }
        try deriveHandshakeSecrets(sharedSecret)
        try installReadingKeys(0)
    }

    /// A client takes the server's share.
    func exchangeKeys(_ hello: ServerHello) throws {}

    private func finish(_ sender: Role) throws {
        guard derived != nil else { return }
        if sender == .server {
            try deriveApplicationSecrets()
        } else if let mainSecret {
            resumptionSecret = try HKDF.deriveSecret(
                parameters.hash, secret: mainSecret, label: "res master", transcriptHash: transcriptHash)
        }
        if sender != role { try installReadingKeys(1) }
    }

    private func updateKeys(of sender: Role) throws {
        guard let last = trafficSecrets[sender]?.last else { return }
        let hash = try parameters.hash
        trafficSecrets[sender]?.append(
            HKDF.expandLabel(hash, secret: last, label: "traffic upd", context: [], length: hash.digestLength))
        if sender != role { try installReadingKeys((trafficSecrets[sender]?.count ?? 1) - 1) }
    }

    private func remember(_ ticket: NewSessionTicket) {
        guard let resumptionSecret, let hash = try? parameters.hash else { return }
        let psk = HKDF.expandLabel(
            hash, secret: resumptionSecret, label: "resumption", context: ticket.ticketNonce,
            length: hash.digestLength)
        newSessions.append(
            ScriptedSession13(
                suite: serverHello?.cipherSuite ?? suite, ticket: ticket.ticket, ageAdd: ticket.ticketAgeAdd, psk: psk))
    }

    // MARK: Keys

    override func installWritingKeys() throws {
        guard let secrets = trafficSecrets[role], writingEpoch < secrets.count else {
            throw ScriptedPeerError("no secret for keys yet")
        }
        records.writing = ScriptedAEAD13(try parameters, trafficSecret: secrets[writingEpoch])
        writingEpoch += 1
    }

    private func installReadingKeys(_ epoch: Int) throws {
        guard let secrets = trafficSecrets[role.other], epoch < secrets.count else { return }
        records.reading = ScriptedAEAD13(try parameters, trafficSecret: secrets[epoch])
    }

    /// The parameters of the suite in the server's hello, or of the peer's own.
    package var parameters: CipherSuiteParameters {
        get throws {
            let chosen = serverHello?.cipherSuite ?? helloRetryRequest?.cipherSuite
            guard let parameters = chosen.flatMap({ CipherSuiteParameters($0) }) ?? CipherSuiteParameters(suite) else {
                throw ScriptedPeerError("no parameters of \(suite)")
            }
            return parameters
        }
    }
}

extension Role {
    var other: Role { self == .client ? .server : .client }
}
