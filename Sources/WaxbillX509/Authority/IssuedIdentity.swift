import WaxbillTLS

/// A leaf certificate with its new private key, as an authority gave it out.
public struct IssuedIdentity: Sendable {
    let leaf: ParsedCertificate
    let key: CertificateKey
    /// Certificates between the leaf and the root; the root itself is not part of a chain that is sent.
    let intermediates: [ParsedCertificate] = []

    /// The identity as the engine uses it.
    public var identity: Identity { Identity([leaf] + intermediates, key) }

    /// The leaf for people.
    public var summary: CertificateSummary { CertificateSummary(leaf) }

    /// The leaf and what stands between it and the root, in PEM.
    public var certificatePEM: String {
        ([leaf] + intermediates).map { PEM.text("CERTIFICATE", $0.der) }.joined()
    }

    /// The private key as unencrypted PKCS#8 in PEM.
    /// - Throws: ``AuthorityError`` when the key cannot be written down.
    public func keyPEM() throws(AuthorityError) -> String { try key.keyPEM() }
}

extension CertificateKey {
    func keyPEM() throws(AuthorityError) -> String {
        do {
            return try pem()
        } catch {
            throw .failed("the private key could not be encoded: \(error)")
        }
    }
}
