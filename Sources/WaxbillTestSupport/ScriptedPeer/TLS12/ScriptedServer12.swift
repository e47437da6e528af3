import TLSCrypto
import TLSWire
import WaxbillTLS

/// A server of TLS 1.2, 1.1 or 1.0 that does what a test says.
package final class ScriptedServer12: ScriptedPeer12 {
    /// The ticket to issue; nil: none, but a session ID.
    package var issuedTicket: [UInt8]?
    /// Whether a client's certificate is asked for.
    package var requestsCertificate = false
    /// The OCSP response to send to a client that asks for one.
    package var ocspResponse: [UInt8]?
    /// The application protocol to choose.
    package var applicationProtocol: [UInt8]?
    /// The group to exchange keys in; nil: the first that both know.
    package var group: NamedGroup?
    /// What the random ends with, such as a downgrade sentinel (RFC 9846, Section 4.2.3).
    package var randomSuffix: [UInt8] = []
    /// The session ID of a full handshake; nil: a random one, or an empty one with a ticket.
    package var sessionID: [UInt8]?
    /// What clients may sign with.
    package var signatureSchemes: [SignatureScheme] = ScriptedServer12.allSchemes

    private var keyShare: KeyExchangePrivateKey?
    private var changesToParams: [(inout ServerECDHParams) -> Void] = []

    package init(
        _ version: ProtocolVersion, _ suite: CipherSuite, _ identity: Identity, session: ScriptedSession12? = nil,
        random: any RandomSource = SystemRandomSource()
    ) {
        super.init(.server, version, suite, identity, session: session, random: random)
    }

    static let allSchemes: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSecp521r1SHA512, .ed25519, .rsaPSSRSAESHA256,
        .rsaPSSRSAESHA384, .rsaPSSRSAESHA512, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .rsaPKCS1SHA1,
        .ecdsaSHA1,
    ]

    /// RFC 5246, Section 7.4.1.2, and RFC 5077, Section 3.1: the client names the session by its ID or its ticket.
    package override var isResumed: Bool {
        guard let session, let clientHello else { return false }
        if let ticket = session.ticket, clientHello.extensions.body(of: .sessionTicket) == ticket { return true }
        return !session.sessionID.isEmpty && clientHello.legacySessionID == session.sessionID
    }

    // MARK: Flights

    /// The answer to a ClientHello.
    package var helloFlight: [ScriptedStep] {
        let hello = [ScriptedStep.message(.serverHello)]
        guard !isResumed else { return hello + finalFlight }
        let isECDHE = (try? parameters.facts.keyExchange) == .ecdhe
        return hello + [.message(.certificate)]
            + (staplesStatus ? [.message(.certificateStatus)] : [])
            + (isECDHE ? [.message(.serverKeyExchange)] : [])
            + (requestsCertificate ? [.message(.certificateRequest)] : [])
            + [.message(.serverHelloDone)]
    }

    /// The end of a full handshake.
    package var finalFlight: [ScriptedStep] {
        (issuesTicket ? [.message(.newSessionTicket)] : []) + [.changeCipherSpec, .keys, .message(.finished)]
    }

    /// Goes through a handshake as far as the client follows.
    package func handshake<Endpoint: TLSConnection & ~Copyable>(
        with client: inout DrivenEndpoint<Endpoint>
    ) async throws {
        try await exchange(with: &client)
        guard clientHello != nil, alerts.isEmpty else { return }
        try sendEdited(helloFlight)
        try await exchange(with: &client)
        guard !isResumed, mainSecret != nil, alerts.isEmpty else { return }
        try sendEdited(finalFlight)
        try await exchange(with: &client)
    }

    private var issuesTicket: Bool {
        issuedTicket != nil && clientHello?.extensions.contains(.sessionTicket) == true
    }

    private var staplesStatus: Bool {
        ocspResponse != nil && clientHello?.extensions.contains(.statusRequest) == true
    }

    // MARK: Messages

    package override func make(_ type: HandshakeType) throws -> [UInt8] {
        switch type {
        case .helloRequest: return HelloRequest().encoded()
        case .serverHello:
            // What follows is made from it even if nobody can decode what the test makes of it.
            let hello = try makeServerHello()
            serverHello = hello
            return hello.encoded()
        case .certificate: return Certificate12(certificateList: identity?.certificateChain ?? []).encoded()
        case .certificateStatus: return CertificateStatus(response: ocspResponse ?? [1]).encoded()
        case .serverKeyExchange: return try makeServerKeyExchange().encoded()
        case .certificateRequest: return makeCertificateRequest().encoded()
        case .serverHelloDone: return ServerHelloDone().encoded()
        case .newSessionTicket:
            return NewSessionTicket12(ticketLifetimeHint: 7200, ticket: issuedTicket ?? []).encoded()
        case .finished:
            guard let mainSecret else { throw ScriptedPeerError("no secret for a Finished yet") }
            return Finished(verifyData: verifyData(of: .server, mainSecret)).encoded()
        default: return try super.make(type)
        }
    }

    private func makeServerHello() throws -> ServerHello {
        guard let clientHello else { throw ScriptedPeerError("no ClientHello yet") }
        let id = sessionID ?? (issuesTicket ? [] : random.bytes(32))
        return ServerHello(
            legacyVersion: version, random: random.bytes(32 - randomSuffix.count) + randomSuffix,
            legacySessionIDEcho: isResumed ? clientHello.legacySessionID : id,
            cipherSuite: isResumed ? session?.suite ?? suite : suite, extensions: extensions(for: clientHello))
    }

    private func extensions(for hello: ClientHello) -> ExtensionBlock {
        var block = ExtensionBlock()
        let offers = hello.extensions
        if offers.contains(.renegotiationInfo) || hello.cipherSuites.contains(.emptyRenegotiationInfoSCSV) {
            block.append(RenegotiationInfo())
        }
        if wantsExtendedMainSecret, offers.contains(.extendedMainSecret) { block.append(ExtendedMainSecret()) }
        if wantsEncryptThenMAC, offers.contains(.encryptThenMAC), (try? parameters.facts.mac) != .some(nil) {
            block.append(EncryptThenMAC())
        }
        if offers.contains(.ecPointFormats) { block.append(ECPointFormatList()) }
        if issuesTicket { block.append(SessionTicketAcknowledgement()) }
        if staplesStatus, !isResumed { block.append(StatusRequestAcknowledgement()) }
        if let applicationProtocol { block.append(ProtocolNameList(protocolNameList: [applicationProtocol])) }
        return block
    }

    /// Changes the parameters of the key exchange before they are signed.
    package func rewriteKeyExchange(_ change: @escaping (inout ServerECDHParams) -> Void) {
        changesToParams.append(change)
    }

    private func makeServerKeyExchange() throws -> ServerKeyExchange {
        guard let clientHello, let serverHello else { throw ScriptedPeerError("no hellos yet") }
        let offered = try clientHello.extensions.decode(SupportedGroups.self)?.namedGroupList ?? [.secp256r1]
        let known: [NamedGroup] = [.x25519, .secp256r1, .secp384r1, .secp521r1]
        guard let group = group ?? known.first(where: { offered.contains($0) }) else {
            throw ScriptedPeerError("no group in common")
        }
        let share = try KeyExchangePrivateKey.generate(group, random: random)
        keyShare = share
        var params = ServerECDHParams(namedCurve: group, publicPoint: share.publicKey)
        for change in changesToParams { change(&params) }
        let schemes = try clientHello.extensions.decode(SignatureAlgorithms.self)?.supportedSignatureAlgorithms
        let content = params.signedContent(clientRandom: clientHello.random, serverRandom: serverHello.random)
        return ServerKeyExchange(params: params, signedParams: try sign(content, peerAccepts: schemes))
    }

    private func makeCertificateRequest() -> CertificateRequest12 {
        CertificateRequest12(
            certificateTypes: [.rsaSign, .ecdsaSign],
            supportedSignatureAlgorithms: version.namesSignatureAlgorithms ? signatureSchemes : nil)
    }

    override func receiveClientKeyExchange(_ exchange: ClientKeyExchange) throws {
        if try parameters.facts.keyExchange == .ecdhe {
            let point = try exchange.decode(ClientECDiffieHellmanPublic.self).publicPoint
            premasterSecret = try keyShare?.sharedSecret(with: point)
            return
        }
        guard let key = identity?.signingKey, let clientHello else { throw ScriptedPeerError("no key") }
        premasterSecret = try RSAKeyTransport.premasterSecret(
            ciphertext: exchange.decode(EncryptedPreMasterSecret.self).preMasterSecret, key: key,
            clientVersion: clientHello.legacyVersion, random: random)
    }
}
