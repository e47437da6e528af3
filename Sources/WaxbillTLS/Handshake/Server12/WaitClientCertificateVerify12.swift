import TLSCrypto
import TLSWire

/// WAIT_CV: the client has to prove that the certificate is its own (RFC 5246, Section 7.4.8).
struct WaitClientCertificateVerify12: ~Copyable, Sendable {
    var core: ServerCore12
    let keys: PendingKeys12
    let certificate: AcceptedCertificate

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake12 {
        guard case .certificateVerify(let body) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.client = try VerifiedSignature.check(
            try body.decoded(core.version).signedMessages, content: core.transcript.messages, certificate: certificate,
            offered: core.configuration.signatureSchemes)
        core.transcript.append(message)
        core.transcript.forgetMessages()
        return .waitChangeCipherSpec(WaitClientChangeCipherSpec(core: core, keys: keys))
    }
}
