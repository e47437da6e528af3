import TLSCrypto
import TLSWire
import WaxbillTLS

/// A client of TLS 1.3 that does what a test says.
package final class ScriptedClient13: ScriptedPeer13 {
    /// The groups offered; the first has a share.
    package var groups: [NamedGroup] = [.x25519, .secp256r1, .secp384r1, .secp521r1, .x25519MLKEM768]
    package var versions: [ProtocolVersion] = [.tls13]
    package var signatureSchemes: [SignatureScheme] = ScriptedServer12.allSchemes
    package var serverName = "server.test"
    package var applicationProtocols: [[UInt8]] = []
    /// Whether a session ID and a ChangeCipherSpec are sent (RFC 9846, Appendix E.4).
    package var isCompatible = true

    private var shares: [NamedGroup: KeyExchangePrivateKey] = [:]

    package init(
        _ suite: CipherSuite = .aes128GCMSHA256, identity: Identity? = nil, session: ScriptedSession13? = nil,
        random: any RandomSource = SystemRandomSource()
    ) {
        super.init(.client, suite, identity, session: session, random: random)
    }

    // MARK: Flights

    package var helloFlight: [ScriptedStep] { [.message(.clientHello)] }

    /// The answer to the server's flight.
    package var finalFlight: [ScriptedStep] {
        let isAsked = certificateRequest != nil
        return (isCompatible ? [.changeCipherSpec] : []) + [.keys]
            + (isAsked ? [.message(.certificate)] : [])
            + (isAsked && identity != nil ? [.message(.certificateVerify)] : []) + [.message(.finished), .keys]
    }

    /// Goes through a handshake as far as the server follows.
    package func handshake<Endpoint: TLSConnection & ~Copyable>(
        with server: inout DrivenEndpoint<Endpoint>
    ) async throws {
        try sendEdited(helloFlight)
        try await exchange(with: &server)
        if helloRetryRequest != nil, alerts.isEmpty {
            try sendEdited(helloFlight)
            try await exchange(with: &server)
        }
        guard alerts.isEmpty, received.contains(.message(.finished)) else { return }
        try sendEdited(finalFlight)
        try await exchange(with: &server)
    }

    // MARK: Messages

    package override func make(_ type: HandshakeType) throws -> [UInt8] {
        switch type {
        case .clientHello: return try makeClientHello()
        case .certificate:
            let chain = identity?.certificateChain ?? []
            return Certificate(certificateList: chain.map { CertificateEntry(certificateData: $0) }).encoded()
        case .certificateVerify:
            let schemes = try certificateRequest?.extensions.decode(SignatureAlgorithms.self)
            return try makeCertificateVerify(peerAccepts: schemes?.supportedSignatureAlgorithms ?? []).encoded()
        case .finished: return Finished(verifyData: try verifyData(of: .client)).encoded()
        case .keyUpdate: return KeyUpdate(requestUpdate: .updateNotRequested).encoded()
        default: return try super.make(type)
        }
    }

    /// The first hello, or the second where a HelloRetryRequest has come.
    private func makeClientHello() throws -> [UInt8] {
        var hello: ClientHello
        if let clientHello, let helloRetryRequest {
            hello = clientHello
            if let group = try helloRetryRequest.extensions.decode(KeyShareHelloRetryRequest.self)?.selectedGroup {
                hello.extensions.replace(try makeShare(group))
            }
            if let cookie = try helloRetryRequest.extensions.decode(Cookie.self) { hello.extensions.append(cookie) }
            hello.extensions.remove(.preSharedKey)
        } else {
            hello = ClientHello(
                random: random.bytes(32), legacySessionID: isCompatible ? random.bytes(32) : [],
                cipherSuites: [session?.suite ?? suite], extensions: try makeExtensions())
        }
        guard let session else { return hello.encoded() }
        return try bound(hello, session)
    }

    private func makeExtensions() throws -> ExtensionBlock {
        var block = ExtensionBlock()
        block.append(ServerNameList(hostName: Array(serverName.utf8)))
        block.append(SupportedVersions(versions: versions))
        block.append(SupportedGroups(namedGroupList: groups))
        block.append(SignatureAlgorithms(supportedSignatureAlgorithms: signatureSchemes))
        block.append(PskKeyExchangeModes(keModes: [.pskDHEKE]))
        if let group = groups.first { block.append(try makeShare(group)) }
        if !applicationProtocols.isEmpty {
            block.append(ProtocolNameList(protocolNameList: applicationProtocols))
        }
        return block
    }

    private func makeShare(_ group: NamedGroup) throws -> KeyShareClientHello {
        let share = try KeyExchangePrivateKey.generate(group, random: random)
        shares[group] = share
        return KeyShareClientHello(clientShares: [KeyShareEntry(group: group, keyExchange: share.publicKey)])
    }

    /// The hello with the session's PSK and its binder at the end (RFC 9846, Section 4.3.11.2).
    private func bound(_ hello: ClientHello, _ session: ScriptedSession13) throws -> [UInt8] {
        guard let hash = CipherSuiteParameters(session.suite)?.hash else { throw ScriptedPeerError("no hash") }
        var hello = hello
        let binder = [UInt8](repeating: 0, count: hash.digestLength)
        hello.extensions.append(
            OfferedPsks(
                identities: [PskIdentity(identity: session.ticket, obfuscatedTicketAge: session.ageAdd)],
                binders: [binder]))
        let bytes = hello.encoded()
        let truncated = Array(bytes.dropLast(binder.count + 3))
        let early = HKDF.extract(hash, salt: Secret(zeros: 0), inputKeyMaterial: session.psk)
        let key = HKDF.deriveSecret(
            hash, secret: early, label: "res binder", transcriptHash: hash.digest(of: []))
        let finishedKey = HKDF.expandLabel(
            hash, secret: key, label: "finished", context: [], length: hash.digestLength)
        let code = HMAC.authenticationCode(
            hash, key: finishedKey, message: hash.digest(of: transcript + truncated))
        return bytes.dropLast(binder.count) + code
    }

    override func exchangeKeys(_ hello: ServerHello) throws {
        guard let share = try hello.extensions.decode(KeyShareServerHello.self)?.serverShare else { return }
        sharedSecret = try shares[share.group]?.sharedSecret(with: share.keyExchange)
    }
}
