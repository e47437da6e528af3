import TLSCrypto
import TLSWire

/// The server's last flight: NewSessionTicket, ChangeCipherSpec, Finished (RFC 5246, Section 7.3; RFC 5077, Section 3.3).
enum ServerFinish12 {
    /// Whose Finished comes first.
    enum Order: Sendable {
        /// The server's, in a resumption.
        case first
        /// The client's, which has come.
        case second(VerifiedFinished)
    }

    static func begin(
        _ core: consuming ServerCore12, _ keys: consuming PendingKeys12, _ order: Order,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        guard core.resumption == .ticket else { return finish(core, keys, order, &output) }
        return IssuingTicket12.begin(core, keys, order, &output)
    }

    static func finish(
        _ core: consuming ServerCore12, _ keys: consuming PendingKeys12, _ order: Order,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        output.append(.sendChangeCipherSpec)
        output.append(.installCipherSpec(keys.server, for: .write))
        let verifyData = keys.main.verifyData(of: .server, transcriptHash: core.transcript.digest)
        output.send(Finished(verifyData: verifyData), &core.transcript)
        switch order {
        case .first: return .waitChangeCipherSpec(WaitClientChangeCipherSpec(core: core, keys: keys))
        case .second(let proof): return KeepingSession12.begin(core, keys, proof, &output)
        }
    }
}
