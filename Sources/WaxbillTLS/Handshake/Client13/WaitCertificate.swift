import TLSCrypto
import TLSWire

/// WAIT_CERT: the server shows its certificate, and the driver is asked whether it is good.
struct WaitCertificate: ~Copyable, Sendable {
    var core: ClientCore
    let schedule: HandshakeSecret
    let request: ClientCertificateRequest?

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        guard case .certificate(let certificate) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.transcript.append(message)
        let chain = try PeerChain(
            certificate, offered: core.offer.hello.extensions.types, limits: core.configuration.limits)
        // RFC 9846, Section 4.5.1.4: a server's certificate is never empty.
        guard !chain.certificates.isEmpty else { throw .violation(.certificateEmpty) }
        output.append(
            .ask(
                .verifyCertificate(
                    CertificateVerificationRequest(
                        certificateChain: chain.certificates, purpose: .server(core.offer.serverName),
                        ocspResponse: chain.ocspResponse))))
        return .verifyingServer(
            VerifyingServer(core: core, schedule: schedule, request: request, chain: chain))
    }
}

/// WAIT_CERT with the question out whether the chain is good.
struct VerifyingServer: ~Copyable, Sendable {
    let core: ClientCore
    let schedule: HandshakeSecret
    let request: ClientCertificateRequest?
    let chain: PeerChain

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake13 {
        guard case .certificateVerification(let result) = answer else { throw .misuse(.noInquiryWaiting) }
        let certificate = try AcceptedCertificate.check(
            result, chain: chain.certificates, ocspResponse: chain.ocspResponse, limits: core.configuration.limits)
        return .waitCertificateVerify(
            WaitCertificateVerify(core: core, schedule: schedule, request: request, certificate: certificate))
    }
}
