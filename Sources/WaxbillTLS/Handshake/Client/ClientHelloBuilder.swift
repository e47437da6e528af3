import TLSCrypto
import TLSWire

/// Makes ClientHellos: an ordered list of extension writers, `pre_shared_key` last by construction.
struct ClientHelloBuilder {
    let configuration: ClientConfiguration
    let serverName: ServerName

    /// The first ClientHello (RFC 9846, Section 4.2.2; RFC 5246, Section 7.4.1.2).
    /// - Parameter current: the session that is offered, which fits.
    func first(session current: CurrentSession<Session>?) throws(TLSError) -> ClientOffer {
        let random = configuration.randomSource
        let shares = offersTLS13 ? try keyShares() : []
        let grease = configuration.sendsGREASE ? GreaseValues(random) : nil
        let session = current?.session
        let clientRandom = random.bytes(32)
        var hello = ClientHello(
            legacyVersion: min(configuration.versions.upperBound, .tls12), random: clientRandom,
            legacySessionID: sessionID(for: session),
            cipherSuites: (grease.map { [$0.cipherSuite] } ?? []) + cipherSuites,
            extensions: ExtensionBlock(reservingCapacity: 256 + shares.reduce(0) { $0 + $1.publicKey.count }))
        if let grease { hello.extensions.append(RawExtension(type: grease.firstExtension, body: [])) }
        appendCommon(to: &hello.extensions, grease)
        if offersTLS12 { ClientHelloExtensions12(configuration, cipherSuites, session).append(to: &hello.extensions) }
        if offersTLS13 { append13(to: &hello.extensions, shares, grease) }
        if let grease { hello.extensions.append(RawExtension(type: grease.lastExtension, body: [0])) }
        var offer = ClientOffer(serverName: serverName, hello: hello, bytes: [], shares: shares, session: session)
        seal(&offer, transcript: nil)
        return offer
    }

    private var offersTLS13: Bool { configuration.versions.contains(.tls13) }

    private var offersTLS12: Bool { configuration.versions.lowerBound < .tls13 }

    /// Those of the configuration that a version of the configuration has.
    private var cipherSuites: [CipherSuite] {
        let suites = configuration.cipherSuites.filter { suite in
            if CipherSuiteParameters(suite) != nil { return offersTLS13 }
            guard let facts = CipherSuiteParameters12(suite)?.facts else { return false }
            return offersTLS12 && facts.minimumVersion <= min(configuration.versions.upperBound, .tls12)
        }
        // RFC 7507, Section 4
        return configuration.isFallback ? suites + [.fallbackSCSV] : suites
    }

    /// A session's of TLS 1.2; or a random one, by whose return the server says that it takes the ticket (RFC 5077,
    /// Section 3.4), and which makes TLS 1.3 look like TLS 1.2 (RFC 9846, Appendix E.4).
    private func sessionID(for session: Session?) -> [UInt8] {
        if let session, session.version < .tls13 {
            return session.sessionID.isEmpty ? configuration.randomSource.bytes(32) : session.sessionID
        }
        return offersTLS13 && configuration.middleboxCompatibility ? configuration.randomSource.bytes(32) : []
    }

    /// Those of the configuration that a version of the configuration has.
    private var groups: [NamedGroup] {
        offersTLS13 ? configuration.groups : configuration.groups.filter(\.isAllowedInTLS12)
    }

    /// What every version knows.
    private func appendCommon(to block: inout ExtensionBlock, _ grease: GreaseValues?) {
        if let name = serverName.indication { block.append(ServerNameList(hostName: Array(name.utf8))) }
        block.append(SupportedGroups(namedGroupList: (grease.map { [$0.group] } ?? []) + groups))
        if configuration.versions.upperBound >= .tls12 {
            block.append(
                SignatureAlgorithms(
                    supportedSignatureAlgorithms: (grease.map { [$0.signatureScheme] } ?? [])
                        + configuration.signatureSchemes))
        }
        if configuration.requestsOCSPResponse {
            block.append(StatusRequest.ocsp(responderIDList: [], requestExtensions: []))
        }
        if !configuration.applicationProtocols.isEmpty {
            block.append(ProtocolNameList(protocolNameList: configuration.applicationProtocols.map(\.rawValue)))
        }
        if let limit = configuration.recordSizeLimit {
            block.append(RecordSizeLimit(recordSizeLimit: UInt16(limit)))
        }
    }

    /// What only TLS 1.3 knows.
    private func append13(
        to block: inout ExtensionBlock, _ shares: [KeyExchangePrivateKey], _ grease: GreaseValues?
    ) {
        let versions = [ProtocolVersion.tls13, .tls12, .tls11, .tls10].filter { configuration.versions.contains($0) }
        block.append(SupportedVersions(versions: (grease.map { [$0.version] } ?? []) + versions))
        block.append(PskKeyExchangeModes(keModes: [.pskDHEKE]))
        let greaseShare = grease.map { [KeyShareEntry(group: $0.group, keyExchange: [0])] } ?? []
        block.append(
            KeyShareClientHello(
                clientShares: greaseShare + shares.map { KeyShareEntry(group: $0.group, keyExchange: $0.publicKey) }))
    }

    /// The second ClientHello: the first with what the HelloRetryRequest asks for (RFC 9846, Section 4.2.2).
    func second(
        after offer: ClientOffer, cookie: Cookie?, group: NamedGroup?, _ transcript: Transcript, hash: HashAlgorithm
    ) throws(TLSError) -> ClientOffer {
        var offer = offer
        offer.hello.extensions.remove(.preSharedKey)
        offer.hello.extensions.remove(.earlyData)
        if let group {
            let key = try generate(group)
            offer.shares = [key]
            offer.hello.extensions.replace(
                KeyShareClientHello(clientShares: [KeyShareEntry(group: group, keyExchange: key.publicKey)]))
        }
        if let cookie { offer.hello.extensions.replace(cookie) }
        // RFC 9846, Section 4.2.4: PSKs of another hash than the chosen suite's are left out.
        if let psk = offer.psk, CipherSuiteParameters(psk.cipherSuite)?.hash != hash { offer.session = nil }
        seal(&offer, transcript: transcript)
        return offer
    }

    /// Adds the PSK with its binder, if there is one, and encodes.
    private func seal(_ offer: inout ClientOffer, transcript: Transcript?) {
        guard let session = offer.psk, let hash = CipherSuiteParameters(session.cipherSuite)?.hash else {
            offer.bytes = offer.hello.encoded()
            return
        }
        let identity = PskIdentity(
            identity: session.ticket,
            obfuscatedTicketAge: session.obfuscatedAge(at: configuration.clock.millisecondsSinceEpoch))
        var psks = OfferedPsks(identities: [identity], binders: [[UInt8](repeating: 0, count: hash.digestLength)])
        offer.hello.extensions.append(psks)
        let unbound = offer.hello.encoded()
        // RFC 9846, Section 4.3.11.2: the binder covers the hello up to the binders.
        let truncated = unbound[..<psks.truncatedCount(clientHelloCount: unbound.count)]
        let early = EarlySecret(hash, psk: session.secret)
        psks.binders = [early.binder((transcript ?? Transcript(hash)).digest(with: truncated))]
        offer.hello.extensions.replace(psks)
        offer.bytes = truncated + psks.encodedBinders()
    }

    /// Whether a session fits: of the same name, not expired, of a version that is offered, and of a suite that fits.
    func canOffer(_ session: Session) -> Bool {
        guard configuration.versions.contains(session.version), session.serverName == serverName,
            session.isUsable(at: configuration.clock.millisecondsSinceEpoch)
        else { return false }
        guard session.version == .tls13 else {
            // RFC 5246, Section 7.4.1.2: with the very suite.
            return cipherSuites.contains(session.cipherSuite)
                && (session.ticket.isEmpty || configuration.requestsTickets)
        }
        // RFC 9846, Section 4.7.1: with one of the same hash.
        guard let hash = CipherSuiteParameters(session.cipherSuite)?.hash else { return false }
        return configuration.cipherSuites.contains { CipherSuiteParameters($0)?.hash == hash }
    }

    /// The keys of the first hello; the hybrid and X25519 share one (draft-ietf-tls-ecdhe-mlkem).
    private func keyShares() throws(TLSError) -> [KeyExchangePrivateKey] {
        let wanted = configuration.keyShareGroups ?? Self.defaultShares(of: configuration.groups)
        // RFC 9846, Section 4.3.8: in the order of supported_groups.
        let groups = configuration.groups.filter { wanted.contains($0) }
        var x25519: KeyExchangePrivateKey?
        if groups.contains(.x25519) { x25519 = try generate(.x25519) }
        var shares: [KeyExchangePrivateKey] = []
        for group in groups {
            switch group {
            case .x25519: if let x25519 { shares.append(x25519) }
            case .x25519MLKEM768: shares.append(try hybrid(sharing: x25519))
            default: shares.append(try generate(group))
            }
        }
        return shares
    }

    private func hybrid(sharing x25519: KeyExchangePrivateKey?) throws(TLSError) -> KeyExchangePrivateKey {
        guard let x25519 else { return try generate(.x25519MLKEM768) }
        do throws(CryptoFailure) {
            return try KeyExchangePrivateKey(hybridSharing: x25519, random: configuration.randomSource)
        } catch {
            throw .failure("key share of X25519MLKEM768: \(error)")
        }
    }

    private func generate(_ group: NamedGroup) throws(TLSError) -> KeyExchangePrivateKey {
        do throws(CryptoFailure) {
            return try KeyExchangePrivateKey.generate(group, random: configuration.randomSource)
        } catch {
            throw .failure("key share of \(group): \(error)")
        }
    }

    /// The first post-quantum group and the first other one.
    private static func defaultShares(of groups: [NamedGroup]) -> [NamedGroup] {
        let hybrid = groups.first { $0 == .x25519MLKEM768 }
        let classical = groups.first { $0 != .x25519MLKEM768 }
        return [hybrid, classical].compactMap(\.self)
    }
}
