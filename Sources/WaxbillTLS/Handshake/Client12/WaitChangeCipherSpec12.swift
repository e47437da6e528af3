/// WAIT_CCS: the server's records are protected from its ChangeCipherSpec on (RFC 5246, Section 7.1).
struct WaitChangeCipherSpec12: ~Copyable, Sendable {
    let completion: ClientCompletion12

    consuming func changeCipherSpec(_ output: inout HandshakeOutput) -> ClientHandshake12 {
        output.append(.installCipherSpec(completion.core.cipherSpecs(completion.main).server, for: .read))
        return .waitFinished(WaitServerFinished12(completion: completion))
    }
}
