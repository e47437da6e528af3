import TLSCrypto
import TLSWire

/// WAIT_SHD: the server's flight ends, and the driver is asked whether its certificate is good (RFC 5246, Section 7.4.5).
struct WaitServerHelloDone: ~Copyable, Sendable {
    var core: ClientCore12
    let proof: ServerProof12
    let request: ClientCertificateRequest12?

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        guard case .serverHelloDone = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.transcript.append(message)
        output.append(
            .ask(
                .verifyCertificate(
                    CertificateVerificationRequest(
                        certificateChain: proof.chain, purpose: .server(core.offer.serverName),
                        keyUsage: core.suite.facts.keyExchange == .rsa ? .keyEncipherment : .digitalSignature,
                        ocspResponse: proof.ocspResponse))))
        return .verifyingServer(VerifyingServer12(core: core, proof: proof, request: request))
    }
}
