import TLSCrypto
import TLSWire
import WaxbillTLS

/// A client of TLS 1.2, 1.1 or 1.0 that does what a test says.
package final class ScriptedClient12: ScriptedPeer12 {
    /// The suites offered besides the first.
    package var furtherSuites: [CipherSuite] = [.emptyRenegotiationInfoSCSV]
    package var groups: [NamedGroup] = [.x25519, .secp256r1, .secp384r1, .secp521r1]
    package var signatureSchemes: [SignatureScheme] = ScriptedServer12.allSchemes
    package var serverName = "server.test"
    package var applicationProtocols: [[UInt8]] = []
    /// Whether a ticket is asked for.
    package var wantsTicket = true
    /// Whether an OCSP response is asked for.
    package var requestsStatus = false
    /// The version in front of the premaster secret with RSA key transport; nil: the ClientHello's.
    package var premasterVersion: ProtocolVersion?

    private var serverParams: ServerECDHParams?

    package init(
        _ version: ProtocolVersion, _ suite: CipherSuite, identity: Identity? = nil,
        session: ScriptedSession12? = nil, random: any RandomSource = SystemRandomSource()
    ) {
        super.init(.client, version, suite, identity, session: session, random: random)
    }

    /// RFC 5246, Section 7.4.1.3: the server names the session that the client named.
    package override var isResumed: Bool {
        guard session != nil, let clientHello, let serverHello else { return false }
        return !clientHello.legacySessionID.isEmpty && serverHello.legacySessionIDEcho == clientHello.legacySessionID
    }

    // MARK: Flights

    package var helloFlight: [ScriptedStep] { [.message(.clientHello)] }

    /// The answer to the server's hello: the rest of what the client has to send.
    package var finalFlight: [ScriptedStep] {
        let end: [ScriptedStep] = [.changeCipherSpec, .keys, .message(.finished)]
        guard !isResumed else { return end }
        return (certificateRequest == nil ? [] : [.message(.certificate)]) + [.message(.clientKeyExchange)]
            + (certificateRequest == nil || identity == nil ? [] : [.message(.certificateVerify)]) + end
    }

    /// Goes through a handshake as far as the server follows.
    package func handshake<Endpoint: TLSConnection & ~Copyable>(
        with server: inout DrivenEndpoint<Endpoint>
    ) async throws {
        try sendEdited(helloFlight)
        try await exchange(with: &server)
        guard isReadyToFinish, alerts.isEmpty else { return }
        try sendEdited(finalFlight)
        try await exchange(with: &server)
    }

    /// Whether the server has sent all that the client waits for.
    package var isReadyToFinish: Bool {
        isResumed ? received.contains(.message(.finished)) : received.contains(.message(.serverHelloDone))
    }

    // MARK: Messages

    package override func make(_ type: HandshakeType) throws -> [UInt8] {
        switch type {
        case .clientHello: return makeClientHello().encoded()
        case .certificate: return Certificate12(certificateList: identity?.certificateChain ?? []).encoded()
        case .clientKeyExchange: return try makeClientKeyExchange().encoded()
        case .certificateVerify:
            let signed = try sign(transcript, peerAccepts: certificateRequest?.supportedSignatureAlgorithms)
            return CertificateVerify12(signedMessages: signed).encoded()
        case .finished:
            guard let mainSecret else { throw ScriptedPeerError("no secret for a Finished yet") }
            return Finished(verifyData: verifyData(of: .client, mainSecret)).encoded()
        default: return try super.make(type)
        }
    }

    private func makeClientHello() -> ClientHello {
        // RFC 5077, Section 3.4: a session ID of the client's own shows by its echo that the ticket was taken.
        let id = session.map { $0.ticket == nil ? $0.sessionID : random.bytes(32) } ?? []
        return ClientHello(
            legacyVersion: version, random: random.bytes(32), legacySessionID: id,
            cipherSuites: [session?.suite ?? suite] + furtherSuites, extensions: makeExtensions())
    }

    private func makeExtensions() -> ExtensionBlock {
        var block = ExtensionBlock()
        block.append(ServerNameList(hostName: Array(serverName.utf8)))
        if wantsExtendedMainSecret { block.append(ExtendedMainSecret()) }
        if wantsEncryptThenMAC { block.append(EncryptThenMAC()) }
        if !groups.isEmpty {
            block.append(SupportedGroups(namedGroupList: groups))
            block.append(ECPointFormatList())
        }
        if let ticket = session?.ticket ?? (wantsTicket ? [] : nil) { block.append(SessionTicket(ticket: ticket)) }
        if version.namesSignatureAlgorithms {
            block.append(SignatureAlgorithms(supportedSignatureAlgorithms: signatureSchemes))
        }
        if requestsStatus { block.append(StatusRequest.ocsp(responderIDList: [], requestExtensions: [])) }
        if !applicationProtocols.isEmpty {
            block.append(ProtocolNameList(protocolNameList: applicationProtocols))
        }
        return block
    }

    private func makeClientKeyExchange() throws -> ClientKeyExchange {
        if try parameters.facts.keyExchange == .ecdhe {
            guard let serverParams else { throw ScriptedPeerError("no ServerKeyExchange yet") }
            let (share, secret) = try KeyExchange.respond(
                serverParams.namedCurve, to: serverParams.publicPoint, random: random)
            premasterSecret = secret
            return ClientKeyExchange(ClientECDiffieHellmanPublic(publicPoint: share))
        }
        guard let key = PublicKey(scriptedChain: peerChain), let clientHello else {
            throw ScriptedPeerError("no key to encrypt to")
        }
        let (encrypted, secret) = try RSAKeyTransport.encrypt(
            clientVersion: premasterVersion ?? clientHello.legacyVersion, to: key, random: random)
        premasterSecret = secret
        return ClientKeyExchange(EncryptedPreMasterSecret(preMasterSecret: encrypted))
    }

    override func receiveServerKeyExchange(_ exchange: Undecoded<ServerKeyExchange>) throws {
        let exchange = try exchange.decode(version: version)
        serverParams = exchange.params
        guard let clientHello, let serverHello else { return }
        check(
            exchange.signedParams,
            over: exchange.params.signedContent(clientRandom: clientHello.random, serverRandom: serverHello.random))
    }
}
