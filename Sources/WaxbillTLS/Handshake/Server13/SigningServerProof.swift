import TLSCrypto
import TLSWire

/// NEGOTIATED: the server's Certificate is out, its CertificateVerify needs a signature (RFC 9846, Section 4.5.2).
struct SigningServerProof: ~Copyable, Sendable {
    var core: ServerCore
    let schedule: HandshakeSecret
    let scheme: SignatureScheme
    let requestsCertificate: Bool

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        guard case .signature(let signature) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let signature else { throw .failure("the signer made no signature") }
        output.send(CertificateVerify(algorithm: scheme, signature: signature), &core.transcript)
        return ServerFlight.finish(core, schedule, requestsCertificate: requestsCertificate, &output)
    }
}
