import TLSCrypto
import TLSWire

/// WAIT_FINISHED: the server has proved who it is; its Finished shows that both saw the same (RFC 9846, Section 4.5.3).
struct WaitFinished: ~Copyable, Sendable {
    var core: ClientCore
    let schedule: HandshakeSecret
    let authentication: ServerAuthentication
    let request: ClientCertificateRequest?

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        guard case .finished(let finished) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let verified = try VerifiedFinished.check(finished, schedule.server, transcriptHash: core.transcript.digest)
        core.transcript.append(message)
        let clientHandshake = schedule.client
        let main = schedule.main(transcriptHash: core.transcript.digest)
        core.derived(.clientTraffic, main.client.secret, &output)
        core.derived(.serverTraffic, main.server.secret, &output)
        core.derived(.exporter, main.exporter.secret, &output)
        output.append(.install(main.server.keys(.applicationData(generation: 0)), for: .read))
        let completion = ClientCompletion(
            core: core, handshakeSecret: clientHandshake, main: main, authentication: authentication,
            serverFinished: verified)
        guard let request else { return .connected(completion.finish(&output)) }
        output.append(
            .ask(
                .selectIdentity(
                    IdentityRequest(
                        role: .client, version: .tls13, serverName: nil, signatureSchemes: request.signatureSchemes,
                        acceptsKeyTransport: false, certificateAuthorities: request.certificateAuthorities,
                        applicationProtocols: []))))
        return .selectingIdentity(SelectingClientIdentity(completion: completion, request: request))
    }
}
