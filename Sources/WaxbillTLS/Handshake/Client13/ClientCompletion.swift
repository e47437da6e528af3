import TLSCrypto
import TLSWire

/// The client's end of the handshake: all that is left is its own last flight.
struct ClientCompletion: ~Copyable, Sendable {
    var core: ClientCore
    /// Our handshake traffic secret, for the Finished.
    let handshakeSecret: TrafficSecret
    let main: MainSecret
    let authentication: ServerAuthentication
    let serverFinished: VerifiedFinished
    /// Whether we have signed with a certificate.
    var isClientAuthenticated = false

    init(
        core: consuming ClientCore, handshakeSecret: TrafficSecret, main: consuming MainSecret,
        authentication: ServerAuthentication, serverFinished: VerifiedFinished
    ) {
        self.core = core
        self.handshakeSecret = handshakeSecret
        self.main = main
        self.authentication = authentication
        self.serverFinished = serverFinished
        if case .resumption(let session) = authentication { isClientAuthenticated = session.clientAuthenticated }
    }

    /// Sends the Finished and goes over to application data.
    consuming func finish(_ output: inout HandshakeOutput) -> ConnectedClient13 {
        output.send(Finished(verifyData: handshakeSecret.verifyData(core.transcript.digest)), &core.transcript)
        let (client, server, exporter) = (main.client, main.server, main.exporter)
        output.append(.install(client.keys(.applicationData(generation: 0)), for: .write))
        let resumption = main.resumption(transcriptHash: core.transcript.digest)
        core.derived(.resumption, resumption.secret, &output)
        let summary = core.summary(authentication, isClientAuthenticated: isClientAuthenticated)
        output.append(.complete(summary))
        return ConnectedClient13(
            keys: ApplicationKeys(own: client, peer: server), exporter: exporter,
            tickets: TicketReception(
                core.configuration, core.offer.serverName, summary, ocspResponse: authentication.ocspResponse,
                resumption))
    }
}

extension ClientCore {
    /// What was agreed upon.
    func summary(_ authentication: ServerAuthentication, isClientAuthenticated: Bool) -> ConnectionSummary {
        let chain: [[UInt8]]
        let scheme: SignatureScheme?
        let isVerified: Bool
        switch authentication {
        case .certificate(let signature):
            (chain, scheme, isVerified) =
                (signature.certificate.chain, signature.scheme, signature.certificate.isVerified)
        case .resumption(let session): (chain, scheme, isVerified) = (session.peerCertificates, nil, session.verified)
        }
        return ConnectionSummary(
            role: .client, version: .tls13, cipherSuite: cipherSuite, keyExchange: .ecdhe, group: group,
            signatureScheme: scheme, extendedMainSecret: nil, encryptThenMAC: nil,
            applicationProtocol: applicationProtocol, serverName: offer.serverName.indication,
            resumed: session != nil, helloRetryRequest: isRetried, peerCertificates: chain, verified: isVerified,
            clientAuthenticated: isClientAuthenticated)
    }
}
