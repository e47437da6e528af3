import TLSCrypto

/// A resumed handshake: the server ends it first (RFC 5246, Section 7.3, Figure 2).
enum ResumedFlight12 {
    static func begin(
        _ core: consuming ClientCore12, _ session: Session, _ output: inout HandshakeOutput
    ) -> ClientHandshake12 {
        core.transcript.forgetMessages()
        let main = MainSecret12(core.prf, resumed: session.secret, isExtended: true)
        output.append(.derived(.clientRandom, main.secret, clientRandom: core.offer.hello.random))
        return ClientCompletion12(core: core, main: main, authentication: .resumption(session)).awaitServer()
    }
}
