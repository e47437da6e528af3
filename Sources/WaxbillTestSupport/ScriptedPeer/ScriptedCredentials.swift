import TLSCrypto
import TLSWire
import WaxbillTLS
import WaxbillX509

extension Identity {
    /// The private key, of an identity whose key lies in this process.
    var signingKey: SigningKey? { (signer as? PrivateKey)?.signingKey }
}

extension PublicKey {
    /// The key in a peer's certificate, one of ``StubPKI`` or a real one; nil if there is none to be found.
    init?(scriptedChain chain: [[UInt8]]) {
        guard let leaf = chain.first else { return nil }
        var info = Array(leaf.dropFirst(5))
        if !leaf.starts(with: Array("stub:".utf8)) {
            let request = CertificateVerificationRequest(certificateChain: chain, purpose: .client)
            guard case .unverified(let found) = InsecureVerifier().verify(request) else { return nil }
            info = found
        }
        guard let key = try? PublicKey(subjectPublicKeyInfo: info) else { return nil }
        self = key
    }
}
