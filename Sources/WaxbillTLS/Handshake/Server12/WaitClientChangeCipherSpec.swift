import TLSCrypto
import TLSWire

/// WAIT_CCS: the client's next records are protected (RFC 5246, Section 7.1).
struct WaitClientChangeCipherSpec: ~Copyable, Sendable {
    let core: ServerCore12
    let keys: PendingKeys12

    consuming func receive(_ output: inout HandshakeOutput) -> ServerHandshake12 {
        output.append(.installCipherSpec(keys.client, for: .read))
        return .waitClientFinished(WaitClientFinished12(core: core, keys: keys))
    }
}
