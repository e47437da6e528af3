import TLSWire

/// WAIT_FINISHED: the server shows that both saw the same handshake (RFC 5246, Section 7.4.9).
struct WaitServerFinished12: ~Copyable, Sendable {
    var completion: ClientCompletion12

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        guard case .finished(let finished) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let verified = try VerifiedFinished.check(
            finished, of: .server, completion.main, transcriptHash: completion.core.transcript.digest)
        completion.core.transcript.append(message)
        return completion.serverFinished(verified, &output)
    }
}
