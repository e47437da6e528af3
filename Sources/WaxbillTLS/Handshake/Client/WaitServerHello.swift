import TLSCrypto
import TLSWire

/// WAIT_SH: the ClientHello is out (RFC 9846, Section 4.2.3).
struct WaitServerHello: ~Copyable, Sendable {
    let configuration: ClientConfiguration
    let offer: ClientOffer
    /// What a HelloRetryRequest settled, after one.
    let retry: HelloRetry?

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake {
        switch message.message {
        case .helloRetryRequest(let request):
            guard retry == nil else { throw .violation(.secondHelloRetryRequest) }
            return .waitServerHello(
                try HelloRetry.answer(request, message, configuration, offer, &output))
        case .serverHello(let hello):
            let check = ServerHelloCheck(configuration: configuration, offer: offer)
            if retry != nil { try check.keepsVersion(hello) }
            let version = try check.version(of: hello)
            guard version < .tls13 else { return .tls13(try accept(hello, message, &output)) }
            return .tls12(
                try AcceptServerHello12(configuration: configuration, offer: offer, version: version)
                    .accept(hello, message, &output))
        default: throw .violation(.unexpectedMessage(message.message.type))
        }
    }

    private consuming func accept(
        _ hello: ServerHello, _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        let suite = try ServerHelloCheck(configuration: configuration, offer: offer).suite(of: hello)
        // RFC 9846, Section 4.2.4: the suite of the HelloRetryRequest stays.
        if let retry, retry.cipherSuite != hello.cipherSuite { throw .violation(.cipherSuiteChangedAfterRetry) }
        let session = try resumedSession(hello, suite)
        let (group, sharedSecret) = try sharedSecret(hello, isResumed: session != nil)

        var transcript = retry?.transcript ?? Transcript(suite.hash)
        transcript.append(offer.bytes)
        transcript.append(message)
        let schedule = EarlySecret(suite.hash, psk: session?.secret)
            .handshake(suite, sharedSecret: sharedSecret, transcriptHash: transcript.digest)

        let core = ClientCore(
            configuration: configuration, offer: offer, transcript: transcript, cipherSuite: hello.cipherSuite,
            group: group, session: session, isRetried: retry != nil)
        output.append(.negotiated(.version(.tls13)))
        output.append(.negotiated(.cipherSuite(hello.cipherSuite)))
        output.append(.negotiated(.group(group)))
        if offer.psk != nil { output.append(.negotiated(.resumption(accepted: session != nil))) }
        core.derived(.clientHandshakeTraffic, schedule.client.secret, &output)
        core.derived(.serverHandshakeTraffic, schedule.server.secret, &output)
        output.append(.install(schedule.server.keys(.handshake), for: .read))
        // RFC 9846, Appendix E.4: before the first protected flight, once.
        if configuration.middleboxCompatibility, retry == nil { output.append(.sendChangeCipherSpec) }
        output.append(.install(schedule.client.keys(.handshake), for: .write))
        return .waitEncryptedExtensions(WaitEncryptedExtensions(core: core, schedule: schedule))
    }

    /// The session that the server resumes, if it does (RFC 9846, Section 4.3.11).
    private func resumedSession(_ hello: ServerHello, _ suite: CipherSuiteParameters) throws(TLSError) -> Session? {
        guard let selected = try hello.extensions.extract(SelectedIdentity.self) else { return nil }
        guard selected.selectedIdentity == 0, let session = offer.psk else {
            throw .violation(.pskIndexOutOfRange(Int(selected.selectedIdentity)))
        }
        guard CipherSuiteParameters(session.cipherSuite)?.hash == suite.hash else { throw .violation(.pskHashMismatch) }
        return session
    }

    /// The key exchange's result (RFC 9846, Section 4.3.8).
    private func sharedSecret(_ hello: ServerHello, isResumed: Bool) throws(TLSError) -> (NamedGroup, Secret) {
        guard let share = try hello.extensions.extract(KeyShareServerHello.self)?.serverShare else {
            // RFC 9846, Section 4.3.11: psk_dhe_ke was all that was offered.
            throw .violation(isResumed ? .pskWithoutKeyShare : .keyShareMissing)
        }
        guard let key = offer.shares.first(where: { $0.group == share.group }) else {
            throw .violation(.groupNotOffered(share.group))
        }
        do throws(CryptoFailure) {
            return (share.group, try key.sharedSecret(with: share.keyExchange))
        } catch {
            throw .violation(.invalidShare(share.group))
        }
    }
}
