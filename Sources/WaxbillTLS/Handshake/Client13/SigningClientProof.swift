import TLSCrypto
import TLSWire

/// The client's Certificate is out; its CertificateVerify needs a signature (RFC 9846, Section 4.5.2).
struct SigningClientProof: ~Copyable, Sendable {
    var completion: ClientCompletion
    let scheme: SignatureScheme

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake13 {
        guard case .signature(let signature) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let signature else { throw .failure("the signer made no signature") }
        output.send(CertificateVerify(algorithm: scheme, signature: signature), &completion.core.transcript)
        completion.isClientAuthenticated = true
        return .connected(completion.finish(&output))
    }
}
