import TLSCrypto
import TLSWire

/// The main secret and the keys that come from it: the RFC's "pending states" (RFC 5246, Section 6.1).
struct PendingKeys12: ~Copyable, Sendable {
    let main: MainSecret12
    /// What the client's records will be protected with.
    let client: CipherSpec12
    /// What the server's records will be protected with.
    let server: CipherSpec12

    init(_ core: borrowing ServerCore12, _ main: MainSecret12, _ output: inout HandshakeOutput) {
        output.append(.derived(.clientRandom, main.secret, clientRandom: core.hello.hello.random))
        let block = KeyBlock12(
            core.suite, version: core.version, mainSecret: main.secret, clientRandom: core.hello.hello.random,
            serverRandom: core.serverRandom)
        self.main = main
        client = CipherSpec12(
            suite: core.suite, version: core.version, encryptsThenMACs: core.encryptsThenMACs, keys: block.client)
        server = CipherSpec12(
            suite: core.suite, version: core.version, encryptsThenMACs: core.encryptsThenMACs, keys: block.server)
    }

    /// Goes on with the premaster secret, the ClientKeyExchange being in the transcript.
    /// - Parameter certificate: what the client still has to prove to be its own.
    static func derive(
        _ core: consuming ServerCore12, _ premasterSecret: Secret, _ certificate: AcceptedCertificate?,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        let binding: MainSecret12.Binding =
            core.extensions.hasExtendedMainSecret
            ? .session(hash: core.transcript.digest)
            : .randoms(client: core.hello.hello.random, server: core.serverRandom)
        let main = MainSecret12(core.suite.prf(core.version), premasterSecret: premasterSecret, binding)
        let keys = PendingKeys12(core, main, &output)
        if let certificate {
            return .waitClientCertificateVerify(
                WaitClientCertificateVerify12(core: core, keys: keys, certificate: certificate))
        }
        return .waitChangeCipherSpec(WaitClientChangeCipherSpec(core: core, keys: keys))
    }
}
