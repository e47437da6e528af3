import TLSCrypto
import TLSWire

/// The server's flight: ServerHello to Finished (RFC 9846, Section 2).
enum ServerFlight {
    /// A flight that a PSK authenticates.
    static func resume(
        _ core: consuming ServerCore, _ current: CurrentSession<ServerSession>, _ early: consuming EarlySecret,
        _ psk: ResumedPSK, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        core.session = current.session
        output.append(.negotiated(.resumption(accepted: true)))
        let schedule = try begin(&core, early, psk, &output)
        return finish(core, schedule, requestsCertificate: false, &output)
    }

    /// A flight that a certificate authenticates: up to the Certificate, whose signature is asked for.
    static func authenticate(
        _ core: consuming ServerCore, _ identity: Identity, _ scheme: SignatureScheme, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        let schedule = try begin(&core, EarlySecret(core.suite.hash, psk: nil), nil, &output)
        let requestsCertificate = core.configuration.clientAuthentication != .none
        if requestsCertificate { output.send(certificateRequest(core.configuration), &core.transcript) }
        output.send(certificate(identity, core.hello), &core.transcript)
        let content = SignatureContext.server.content(transcriptHash: core.transcript.digest)
        output.append(.ask(.sign(SigningRequest(identity: identity, scheme: scheme, content: content))))
        return .signingProof(
            SigningServerProof(core: core, schedule: schedule, scheme: scheme, requestsCertificate: requestsCertificate)
        )
    }

    /// Sends the Finished and goes over to application data for sending.
    static func finish(
        _ core: consuming ServerCore, _ schedule: consuming HandshakeSecret, requestsCertificate: Bool,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake13 {
        output.send(Finished(verifyData: schedule.server.verifyData(core.transcript.digest)), &core.transcript)
        let client = schedule.client
        let main = schedule.main(transcriptHash: core.transcript.digest)
        core.derived(.clientTraffic, main.client.secret, &output)
        core.derived(.serverTraffic, main.server.secret, &output)
        core.derived(.exporter, main.exporter.secret, &output)
        output.append(.install(main.server.keys(.applicationData(generation: 0)), for: .write))
        let expected = ExpectedFinished(handshakeSecret: client, main: main)
        if requestsCertificate {
            return .waitClientCertificate(WaitClientCertificate(core: core, expected: expected))
        }
        return .waitClientFinished(WaitClientFinished(core: core, expected: expected, client: nil))
    }

    /// ServerHello and EncryptedExtensions, and the keys for the rest of the handshake.
    private static func begin(
        _ core: inout ServerCore, _ early: consuming EarlySecret, _ psk: ResumedPSK?, _ output: inout HandshakeOutput
    ) throws(TLSError) -> HandshakeSecret {
        let (share, sharedSecret) = try exchange(core)
        core.transcript.append(core.hello.bytes)
        output.send(serverHello(core, share, psk), &core.transcript)
        // RFC 9846, Appendix E.4: after the first message, if the client wants the disguise.
        if !core.isRetried, !core.hello.hello.legacySessionID.isEmpty { output.append(.sendChangeCipherSpec) }
        let schedule = early.handshake(core.suite, sharedSecret: sharedSecret, transcriptHash: core.transcript.digest)
        core.derived(.clientHandshakeTraffic, schedule.client.secret, &output)
        core.derived(.serverHandshakeTraffic, schedule.server.secret, &output)
        output.append(.install(schedule.server.keys(.handshake), for: .write))
        output.append(.install(schedule.client.keys(.handshake), for: .read))
        output.send(encryptedExtensions(core, &output), &core.transcript)
        return schedule
    }

    /// RFC 9846, Section 4.3.8
    private static func exchange(_ core: borrowing ServerCore) throws(TLSError) -> (KeyShareEntry, Secret) {
        do throws(CryptoFailure) {
            let (share, secret) = try KeyExchange.respond(
                core.share.group, to: core.share.keyExchange, random: core.configuration.randomSource)
            return (KeyShareEntry(group: core.share.group, keyExchange: share), secret)
        } catch .invalidKeyShare {
            throw .violation(.invalidShare(core.share.group))
        } catch {
            throw .failure("key exchange in \(core.share.group): \(error)")
        }
    }

    private static func serverHello(_ core: borrowing ServerCore, _ share: KeyShareEntry, _ psk: ResumedPSK?)
        -> ServerHello
    {
        var extensions = ExtensionBlock(reservingCapacity: 32 + share.keyExchange.count)
        extensions.append(SelectedVersion(selectedVersion: .tls13))
        extensions.append(KeyShareServerHello(serverShare: share))
        if let psk { extensions.append(SelectedIdentity(selectedIdentity: psk.index)) }
        return ServerHello(
            random: core.configuration.randomSource.bytes(32), legacySessionIDEcho: core.hello.hello.legacySessionID,
            cipherSuite: core.cipherSuite, extensions: extensions)
    }

    private static func encryptedExtensions(
        _ core: borrowing ServerCore, _ output: inout HandshakeOutput
    ) -> EncryptedExtensions {
        var extensions = ExtensionBlock()
        // RFC 6066, Section 3: not in a resumption.
        if core.hello.serverName != nil, core.session == nil { extensions.append(ServerNameAcknowledgement()) }
        if let name = core.applicationProtocol {
            extensions.append(ProtocolNameList(protocolNameList: [name.rawValue]))
        }
        if let limit = core.hello.recordSizeLimit {
            let own = core.configuration.recordSizeLimit ?? RecordHeader.maximumPlaintextLength + 1
            extensions.append(RecordSizeLimit(recordSizeLimit: UInt16(own)))
            output.append(.negotiated(.recordSizeLimit(limit)))
            output.append(.limitSentRecords(to: limit))
            output.append(.limitReceivedRecords(to: own))
        }
        return EncryptedExtensions(extensions: extensions)
    }

    /// RFC 9846, Section 4.5.1
    private static func certificate(_ identity: Identity, _ hello: ReceivedClientHello) -> Certificate {
        var entries = identity.certificateChain.map { CertificateEntry(certificateData: $0) }
        // RFC 9846, Section 4.5.1.1: about the server's own certificate, to a client that asked.
        if hello.requestsOCSPResponse, let response = identity.ocspResponse, !response.isEmpty, !entries.isEmpty {
            entries[0].extensions.append(CertificateStatus(response: response))
        }
        return Certificate(certificateList: entries)
    }

    /// RFC 9846, Section 4.4.2
    private static func certificateRequest(_ configuration: ServerConfiguration) -> CertificateRequest {
        var extensions = ExtensionBlock()
        extensions.append(SignatureAlgorithms(supportedSignatureAlgorithms: configuration.signatureSchemes))
        let authorities = configuration.requestedAuthorities
        if !authorities.isEmpty { extensions.append(CertificateAuthorities(authorities: authorities)) }
        return CertificateRequest(extensions: extensions)
    }
}
