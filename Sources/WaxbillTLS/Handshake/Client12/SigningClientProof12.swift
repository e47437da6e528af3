import TLSCrypto
import TLSWire

/// The client's Certificate and ClientKeyExchange are out; its CertificateVerify needs a signature (RFC 5246,
/// Section 7.4.8).
struct SigningClientProof12: ~Copyable, Sendable {
    var completion: ClientCompletion12
    let scheme: SignatureScheme

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake12 {
        guard case .signature(let signature) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let signature else { throw .failure("the signer made no signature") }
        let named = completion.core.version.namesSignatureAlgorithms ? scheme : nil
        output.send(
            CertificateVerify12(signedMessages: DigitallySigned(algorithm: named, signature: signature)),
            &completion.core.transcript)
        completion.core.isClientAuthenticated = true
        completion.core.transcript.forgetMessages()
        return completion.finish(&output)
    }
}
