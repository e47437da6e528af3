import TLSCrypto
import TLSWire

/// CONNECTED but for the session, which is being kept under its ID (RFC 5246, Section 7.4.1.3). The client learns that the
/// handshake is complete only when it could be resumed.
struct KeepingSession12: ~Copyable, Sendable {
    let core: ServerCore12
    let keys: PendingKeys12
    let proof: VerifiedFinished

    static func begin(
        _ core: consuming ServerCore12, _ keys: consuming PendingKeys12, _ proof: VerifiedFinished,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        guard case .sessionID(let id) = core.resumption else {
            return ConnectedServer12.begin(core, keys, proof, &output)
        }
        let session = core.session(keys.main)
        output.append(.ask(.keepSession(id: id, state: session.encoded(), lifetime: session.lifetime)))
        return .keepingSession(KeepingSession12(core: core, keys: keys, proof: proof))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .sessionKept = answer else { throw .misuse(.noInquiryWaiting) }
        return ConnectedServer12.begin(core, keys, proof, &output)
    }
}
