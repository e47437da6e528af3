import TLSCrypto
import TLSWire

/// WAIT_CERT: the client was asked for a certificate (RFC 5246, Section 7.4.6).
struct WaitClientCertificate12: ~Copyable, Sendable {
    var core: ServerCore12
    let keyExchange: ServerKeyExchangeKey

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake12 {
        guard case .certificate(let certificate) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.transcript.append(message)
        let chain = try PeerChain(certificate, limits: core.configuration.limits).certificates
        guard !chain.isEmpty else {
            // RFC 5246, Section 7.4.6
            guard core.configuration.clientAuthentication != .required else { throw .violation(.certificateWithheld) }
            core.transcript.forgetMessages()
            return .waitClientKeyExchange(
                WaitClientKeyExchange(core: core, keyExchange: keyExchange, certificate: nil))
        }
        output.append(
            .ask(.verifyCertificate(CertificateVerificationRequest(certificateChain: chain, purpose: .client))))
        return .verifyingClient(VerifyingClient12(core: core, keyExchange: keyExchange, chain: chain))
    }
}
