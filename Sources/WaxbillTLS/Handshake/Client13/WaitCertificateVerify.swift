import TLSCrypto
import TLSWire

/// WAIT_CV: the server has to prove that the certificate is its own (RFC 9846, Section 4.5.2).
struct WaitCertificateVerify: ~Copyable, Sendable {
    var core: ClientCore
    let schedule: HandshakeSecret
    let request: ClientCertificateRequest?
    let certificate: AcceptedCertificate

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        guard case .certificateVerify(let certificateVerify) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let signature = try VerifiedSignature.check(
            certificateVerify, by: .server, certificate: certificate, offered: core.configuration.signatureSchemes,
            transcriptHash: core.transcript.digest)
        core.transcript.append(message)
        output.append(.negotiated(.signatureScheme(signature.scheme)))
        return .waitFinished(
            WaitFinished(core: core, schedule: schedule, authentication: .certificate(signature), request: request))
    }
}
