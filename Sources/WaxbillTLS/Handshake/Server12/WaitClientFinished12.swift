import TLSCrypto
import TLSWire

/// WAIT_FINISHED: the client's Finished comes next, protected (RFC 5246, Section 7.4.9).
struct WaitClientFinished12: ~Copyable, Sendable {
    var core: ServerCore12
    let keys: PendingKeys12

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake12 {
        guard case .finished(let finished) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let proof = try VerifiedFinished.check(
            finished, of: .client, keys.main, transcriptHash: core.transcript.digest)
        core.transcript.append(message)
        guard core.session == nil else { return ConnectedServer12.begin(core, keys, proof, &output) }
        return ServerFinish12.begin(core, keys, .second(proof), &output)
    }
}
