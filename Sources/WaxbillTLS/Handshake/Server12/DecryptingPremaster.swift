import TLSCrypto
import TLSWire

/// WAIT_CKE with the premaster secret out to be decrypted (RFC 5246, Section 7.4.7.1).
struct DecryptingPremaster: ~Copyable, Sendable {
    let core: ServerCore12
    let certificate: AcceptedCertificate?

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .premasterSecret(let secret) = answer else { throw .misuse(.noInquiryWaiting) }
        // A ciphertext that is no good has a secret too, so that this says nothing of it.
        guard let secret, secret.count == 48 else { throw .failure("the key decrypts no premaster secrets") }
        return PendingKeys12.derive(core, Secret(copying: secret), certificate, &output)
    }
}
