import TLSCrypto
import TLSWire

/// The server's first flight: from ServerHello on (RFC 5246, Section 7.3).
enum ServerFlight12 {
    /// The flight that resumes a session, up to the server's Finished.
    static func resume(
        _ opening: ServerOpening12, _ current: CurrentSession<ServerSession>, _ suite: CipherSuiteParameters12,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        output.append(.negotiated(.resumption(accepted: true)))
        var core = ServerCore12(opening, suite, group: nil, resuming: current.session)
        core.announce(&output)
        // RFC 5246, Section 7.4.1.3: the client's session ID says that its session is resumed.
        let serverHello = ServerHelloBuilder12.serverHello(
            core, sessionID: core.hello.hello.legacySessionID, certificate: nil, &output)
        output.send(serverHello, &core.transcript)
        core.transcript.forgetMessages()
        let main = MainSecret12(suite.prf(core.version), resumed: current.session.secret, isExtended: true)
        let keys = PendingKeys12(core, main, &output)
        return ServerFinish12.begin(core, keys, .first, &output)
    }

    /// The flight of a full handshake, up to a signature if there is to be one.
    static func authenticate(
        _ opening: ServerOpening12, _ identity: Identity, _ selected: SelectedSuite12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake12 {
        switch selected.keyExchange {
        case .ecdhe(let group, let scheme):
            let key = try generate(group, opening.configuration.randomSource)
            let core = begin(opening, identity, selected.suite, group: group, &output)
            output.append(.negotiated(.signatureScheme(scheme)))
            let params = ServerECDHParams(namedCurve: group, publicPoint: key.publicKey)
            let content = params.signedContent(
                clientRandom: core.hello.hello.random, serverRandom: core.serverRandom)
            output.append(.ask(.sign(SigningRequest(identity: identity, scheme: scheme, content: content))))
            return .signingKeyExchange(SigningKeyExchange(core: core, key: key, params: params, scheme: scheme))
        case .rsa:
            // RFC 5246, Section 7.4.3: the certificate says all.
            return finish(begin(opening, identity, selected.suite, group: nil, &output), .rsa(identity), &output)
        }
    }

    /// Sends what follows the key exchange's message.
    static func finish(
        _ core: consuming ServerCore12, _ keyExchange: ServerKeyExchangeKey, _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        let requestsCertificate = core.configuration.clientAuthentication != .none
        if requestsCertificate {
            output.send(certificateRequest(core.configuration, core.version), &core.transcript)
        }
        output.send(ServerHelloDone(), &core.transcript)
        if requestsCertificate {
            return .waitClientCertificate(WaitClientCertificate12(core: core, keyExchange: keyExchange))
        }
        core.transcript.forgetMessages()
        return .waitClientKeyExchange(
            WaitClientKeyExchange(core: core, keyExchange: keyExchange, certificate: nil))
    }

    /// ServerHello, Certificate and CertificateStatus.
    private static func begin(
        _ opening: ServerOpening12, _ identity: Identity, _ suite: CipherSuiteParameters12, group: NamedGroup?,
        _ output: inout HandshakeOutput
    ) -> ServerCore12 {
        var core = ServerCore12(opening, suite, group: group, resuming: nil)
        core.announce(&output)
        let sessionID = if case .sessionID(let id) = core.resumption { id } else { [] as [UInt8] }
        let ocspResponse =
            core.hello.requestsOCSPResponse ? identity.ocspResponse.flatMap { $0.isEmpty ? nil : $0 } : nil
        let serverHello = ServerHelloBuilder12.serverHello(
            core, sessionID: sessionID, certificate: .init(hasStatus: ocspResponse != nil), &output)
        output.send(serverHello, &core.transcript)
        output.send(Certificate12(certificateList: identity.certificateChain), &core.transcript)
        if let ocspResponse { output.send(CertificateStatus(response: ocspResponse), &core.transcript) }
        return core
    }

    private static func generate(
        _ group: NamedGroup, _ random: any RandomSource
    ) throws(TLSError) -> KeyExchangePrivateKey {
        do throws(CryptoFailure) {
            return try KeyExchangePrivateKey.generate(group, random: random)
        } catch {
            throw .failure("key exchange in \(group): \(error)")
        }
    }

    /// RFC 5246, Section 7.4.4
    private static func certificateRequest(
        _ configuration: ServerConfiguration, _ version: ProtocolVersion
    ) -> CertificateRequest12 {
        CertificateRequest12(
            certificateTypes: ClientCertificateKinds12.types(configuration.signatureSchemes),
            supportedSignatureAlgorithms: version.namesSignatureAlgorithms ? configuration.signatureSchemes : nil,
            certificateAuthorities: configuration.requestedAuthorities)
    }
}

/// What the server needs to make the premaster secret of the client's key exchange.
enum ServerKeyExchangeKey: Sendable {
    case ecdhe(KeyExchangePrivateKey)
    /// The identity's key decrypts.
    case rsa(Identity)
}
