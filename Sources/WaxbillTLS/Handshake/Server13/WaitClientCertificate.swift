import TLSCrypto
import TLSWire

/// WAIT_CERT: the client was asked for a certificate (RFC 9846, Section 4.5.1).
struct WaitClientCertificate: ~Copyable, Sendable {
    var core: ServerCore
    let expected: ExpectedFinished

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        guard case .certificate(let certificate) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.transcript.append(message)
        let chain = try PeerChain(certificate, offered: [], limits: core.configuration.limits)
        guard !chain.certificates.isEmpty else {
            // RFC 9846, Section 4.5.1.4
            guard core.configuration.clientAuthentication != .required else { throw .violation(.certificateRequired) }
            return .waitClientFinished(WaitClientFinished(core: core, expected: expected, client: nil))
        }
        output.append(
            .ask(
                .verifyCertificate(
                    CertificateVerificationRequest(certificateChain: chain.certificates, purpose: .client))))
        return .verifyingClient(VerifyingClient(core: core, expected: expected, chain: chain.certificates))
    }
}

/// WAIT_CERT with the question out whether the client's chain is good.
struct VerifyingClient: ~Copyable, Sendable {
    let core: ServerCore
    let expected: ExpectedFinished
    let chain: [[UInt8]]

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        guard case .certificateVerification(let result) = answer else { throw .misuse(.noInquiryWaiting) }
        let certificate = try AcceptedCertificate.check(result, chain: chain, limits: core.configuration.limits)
        return .waitClientCertificateVerify(
            WaitClientCertificateVerify(core: core, expected: expected, certificate: certificate))
    }
}
