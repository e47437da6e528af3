import TLSCrypto
import TLSWire

/// What the client's Finished will be checked with, and what follows it.
struct ExpectedFinished: ~Copyable, Sendable {
    /// The client's handshake traffic secret.
    let handshakeSecret: TrafficSecret
    let main: MainSecret

    init(handshakeSecret: TrafficSecret, main: consuming MainSecret) {
        self.handshakeSecret = handshakeSecret
        self.main = main
    }
}

/// WAIT_FINISHED (RFC 9846, Section 4.5.3).
struct WaitClientFinished: ~Copyable, Sendable {
    var core: ServerCore
    let expected: ExpectedFinished
    /// The client's proof, if it has shown a certificate.
    let client: VerifiedSignature?

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        guard case .finished(let finished) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let verified = try VerifiedFinished.check(
            finished, expected.handshakeSecret, transcriptHash: core.transcript.digest)
        core.transcript.append(message)
        return connect(verified, &output)
    }

    /// Application data both ways; needs the proof that the client saw the same handshake.
    private consuming func connect(_: VerifiedFinished, _ output: inout HandshakeOutput) -> ServerHandshake13 {
        let main = expected.main
        let connected = ConnectedServer13(
            keys: ApplicationKeys(own: main.server, peer: main.client), exporter: main.exporter)
        output.append(.install(main.client.keys(.applicationData(generation: 0)), for: .read))
        let resumption = main.resumption(transcriptHash: core.transcript.digest)
        core.derived(.resumption, resumption.secret, &output)
        output.append(.complete(core.summary(client)))
        return IssuingTickets.begin(connected, TicketIssuer(core, client, resumption), &output)
    }
}
