import TLSCrypto
import TLSWire
import WaxbillTLS

/// A server of TLS 1.3 that does what a test says.
package final class ScriptedServer13: ScriptedPeer13 {
    /// The group to ask for in a HelloRetryRequest; nil: none is sent.
    package var retriesWith: NamedGroup?
    /// The cookie of the HelloRetryRequest.
    package var cookie: [UInt8]?
    /// Whether a client's certificate is asked for.
    package var requestsCertificate = false
    /// Whether a ticket is sent behind the handshake.
    package var issuesTicket = false
    /// The application protocol to choose.
    package var applicationProtocol: [UInt8]?
    /// What clients may sign with.
    package var signatureSchemes: [SignatureScheme] = ScriptedServer12.allSchemes

    package init(
        _ suite: CipherSuite = .aes128GCMSHA256, _ identity: Identity, session: ScriptedSession13? = nil,
        random: any RandomSource = SystemRandomSource()
    ) {
        super.init(.server, suite, identity, session: session, random: random)
    }

    // MARK: Flights

    /// The wish for another ClientHello.
    package var retryFlight: [ScriptedStep] {
        [.handshake(makeHelloRetryRequest().encoded())] + compatibility
    }

    /// The answer to a ClientHello.
    package var helloFlight: [ScriptedStep] {
        let isPSK = acceptedSession != nil
        return [.message(.serverHello)] + (helloRetryRequest == nil ? compatibility : [])
            + [.keys, .message(.encryptedExtensions)]
            + (requestsCertificate && !isPSK ? [.message(.certificateRequest)] : [])
            + (isPSK ? [] : [.message(.certificate), .message(.certificateVerify)])
            + [.message(.finished), .keys]
    }

    /// What follows the client's Finished.
    package var finalFlight: [ScriptedStep] { issuesTicket ? [.message(.newSessionTicket)] : [] }

    /// Goes through a handshake as far as the client follows.
    package func handshake<Endpoint: TLSConnection & ~Copyable>(
        with client: inout DrivenEndpoint<Endpoint>
    ) async throws {
        try await exchange(with: &client)
        guard clientHello != nil else { return }
        if retriesWith != nil || cookie != nil {
            try sendEdited(retryFlight)
            try await exchange(with: &client)
            guard alerts.isEmpty else { return }
        }
        try sendEdited(helloFlight)
        try await exchange(with: &client)
        guard alerts.isEmpty, received.contains(.message(.finished)) else { return }
        try sendEdited(finalFlight)
        try await exchange(with: &client)
    }

    /// RFC 9846, Appendix E.4: the ChangeCipherSpec for a client that sent a session ID.
    private var compatibility: [ScriptedStep] {
        clientHello?.legacySessionID.isEmpty == false ? [.changeCipherSpec] : []
    }

    private var acceptedSession: (session: ScriptedSession13, index: Int)? {
        guard let session, let psks = try? clientHello?.extensions.decode(OfferedPsks.self),
            let index = psks.identities.firstIndex(where: { $0.identity == session.ticket })
        else { return nil }
        return (session, index)
    }

    // MARK: Messages

    package override func make(_ type: HandshakeType) throws -> [UInt8] {
        switch type {
        case .serverHello: return try makeServerHello().encoded()
        case .encryptedExtensions: return makeEncryptedExtensions().encoded()
        case .certificateRequest:
            var block = ExtensionBlock()
            block.append(SignatureAlgorithms(supportedSignatureAlgorithms: signatureSchemes))
            return CertificateRequest(extensions: block).encoded()
        case .certificate:
            let chain = identity?.certificateChain ?? []
            return Certificate(certificateList: chain.map { CertificateEntry(certificateData: $0) }).encoded()
        case .certificateVerify:
            let schemes = try clientHello?.extensions.decode(SignatureAlgorithms.self)?.supportedSignatureAlgorithms
            return try makeCertificateVerify(peerAccepts: schemes ?? []).encoded()
        case .finished: return Finished(verifyData: try verifyData(of: .server)).encoded()
        case .newSessionTicket:
            return NewSessionTicket(
                ticketLifetime: 7200, ticketAgeAdd: 1, ticketNonce: random.bytes(8), ticket: random.bytes(32)
            ).encoded()
        case .keyUpdate: return KeyUpdate(requestUpdate: .updateNotRequested).encoded()
        default: return try super.make(type)
        }
    }

    /// The wish for another ClientHello as this server would send it.
    package func makeHelloRetryRequest() -> HelloRetryRequest {
        var block = ExtensionBlock()
        block.append(SelectedVersion(selectedVersion: .tls13))
        if let retriesWith { block.append(KeyShareHelloRetryRequest(selectedGroup: retriesWith)) }
        if let cookie { block.append(Cookie(cookie: cookie)) }
        return HelloRetryRequest(
            legacySessionIDEcho: clientHello?.legacySessionID ?? [], cipherSuite: suite, extensions: block)
    }

    private func makeServerHello() throws -> ServerHello {
        guard let clientHello else { throw ScriptedPeerError("no ClientHello yet") }
        let shares = try clientHello.extensions.decode(KeyShareClientHello.self)?.clientShares ?? []
        guard let share = shares.first(where: { KeyExchange.supportedGroups.contains($0.group) }) else {
            throw ScriptedPeerError("no share of a group that is known")
        }
        let answer = try KeyExchange.respond(share.group, to: share.keyExchange, random: random)
        sharedSecret = answer.secret
        var block = ExtensionBlock()
        block.append(SelectedVersion(selectedVersion: .tls13))
        block.append(
            KeyShareServerHello(serverShare: KeyShareEntry(group: share.group, keyExchange: answer.share)))
        if let acceptedSession { block.append(SelectedIdentity(selectedIdentity: UInt16(acceptedSession.index))) }
        return ServerHello(
            random: random.bytes(32), legacySessionIDEcho: clientHello.legacySessionID, cipherSuite: suite,
            extensions: block)
    }

    private func makeEncryptedExtensions() -> EncryptedExtensions {
        var block = ExtensionBlock()
        if let applicationProtocol { block.append(ProtocolNameList(protocolNameList: [applicationProtocol])) }
        return EncryptedExtensions(extensions: block)
    }
}
