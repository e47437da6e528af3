import TLSCrypto
import TLSWire

/// WAIT_CV: the client has to prove that the certificate is its own (RFC 9846, Section 4.5.2).
struct WaitClientCertificateVerify: ~Copyable, Sendable {
    var core: ServerCore
    let expected: ExpectedFinished
    let certificate: AcceptedCertificate

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        guard case .certificateVerify(let certificateVerify) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let signature = try VerifiedSignature.check(
            certificateVerify, by: .client, certificate: certificate, offered: core.configuration.signatureSchemes,
            transcriptHash: core.transcript.digest)
        core.transcript.append(message)
        return .waitClientFinished(WaitClientFinished(core: core, expected: expected, client: signature))
    }
}
