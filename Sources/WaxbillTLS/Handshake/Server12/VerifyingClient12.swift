import TLSCrypto
import TLSWire

/// WAIT_CERT with the question out whether the client's chain is good.
struct VerifyingClient12: ~Copyable, Sendable {
    let core: ServerCore12
    let keyExchange: ServerKeyExchangeKey
    let chain: [[UInt8]]

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .certificateVerification(let result) = answer else { throw .misuse(.noInquiryWaiting) }
        let certificate = try AcceptedCertificate.check(result, chain: chain, limits: core.configuration.limits)
        try certificate.publicKey.checkUse(in: core.version)
        // RFC 5246, Section 7.4.6: of a type that was asked for.
        guard let kind = certificate.publicKey.authentication,
            ClientCertificateKinds12.kinds(core.configuration.signatureSchemes).contains(kind)
        else { throw .violation(.certificateUnusable("it is of no type that was asked for")) }
        return .waitClientKeyExchange(
            WaitClientKeyExchange(core: core, keyExchange: keyExchange, certificate: certificate))
    }
}
