import TLSCrypto
import TLSWire

/// The client's end of the handshake: each side sends its ChangeCipherSpec and Finished (RFC 5246, Section 7.3).
struct ClientCompletion12: ~Copyable, Sendable {
    var core: ClientCore12
    let main: MainSecret12
    let authentication: ServerAuthentication12
    /// The ticket that came in this handshake.
    var ticket: NewSessionTicket12?

    init(core: consuming ClientCore12, main: MainSecret12, authentication: ServerAuthentication12) {
        self.core = core
        self.main = main
        self.authentication = authentication
    }

    /// Ends the client's flight of a full handshake; the server's follows.
    consuming func finish(_ output: inout HandshakeOutput) -> ClientHandshake12 {
        sendFinished(&output)
        return awaitServer()
    }

    /// The server ends its flight: with a ticket, if it has promised one (RFC 5077, Section 3.3).
    consuming func awaitServer() -> ClientHandshake12 {
        guard core.extensions.promisesTicket else {
            return .waitChangeCipherSpec(WaitChangeCipherSpec12(completion: self))
        }
        return .waitNewSessionTicket(WaitNewSessionTicket12(completion: self))
    }

    /// The server has sent its Finished: in a resumed handshake, ours is still to come.
    consuming func serverFinished(
        _: VerifiedFinished, _ output: inout HandshakeOutput
    ) -> ClientHandshake12 {
        if core.session != nil { sendFinished(&output) }
        let summary = core.summary(authentication)
        output.append(.complete(summary))
        if let session = session(summary) { output.append(.issued(session)) }
        return .connected(
            ConnectedClient12(exporter: core.exporter(main), limits: core.configuration.limits))
    }

    private mutating func sendFinished(_ output: inout HandshakeOutput) {
        output.append(.sendChangeCipherSpec)
        output.append(.installCipherSpec(core.cipherSpecs(main).client, for: .write))
        output.send(
            Finished(verifyData: main.verifyData(of: .client, transcriptHash: core.transcript.digest)),
            &core.transcript)
    }

    /// What the next connection can resume.
    private func session(_ summary: ConnectionSummary) -> Session? {
        // RFC 7627, Section 5.2: a session without the extension is not resumed.
        guard main.isExtended else { return nil }
        let limits = core.configuration.limits
        let isNew = ticket.map { !$0.ticket.isEmpty && $0.ticket.count <= limits.ticketSize } ?? false
        if !isNew, let session = core.session { return session }
        guard isNew || !core.sessionID.isEmpty else { return nil }
        return Session(
            ticket: isNew ? ticket?.ticket ?? [] : [], sessionID: isNew ? [] : core.sessionID,
            lifetime: Self.lifetime(isNew ? ticket?.ticketLifetimeHint ?? 0 : 0),
            receivedAt: core.configuration.clock.millisecondsSinceEpoch, version: core.version,
            cipherSuite: core.suite.facts.suite, serverName: core.offer.serverName,
            applicationProtocol: summary.applicationProtocol, peerCertificates: summary.peerCertificates,
            verified: summary.verified, ocspResponse: authentication.ocspResponse,
            clientAuthenticated: summary.clientAuthenticated, ageAdd: 0,
            secret: main.secret)
    }

    /// In seconds: at most a day without a server's word (RFC 5246, Appendix F.1.4), at most seven with (RFC 9846,
    /// Section 4.7.1).
    private static func lifetime(_ hint: UInt32) -> UInt32 { hint == 0 ? 86_400 : min(hint, 604_800) }
}
