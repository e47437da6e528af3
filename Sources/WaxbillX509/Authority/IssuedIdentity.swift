import WaxbillTLS
import X509

/// A leaf certificate with its new private key, as an authority gave it out.
public struct IssuedIdentity: Sendable {
    /// The leaf, then what stands between it and the root, in DER. The root itself is not part of a chain that is sent.
    package let chain: [[UInt8]]
    let key: CertificateKey

    /// The identity as the engine uses it.
    public var identity: Identity {
        let fields = chain.compactMap { CertificateFields(der: $0) }
        return Identity(
            certificateChain: chain, signer: key.privateKey,
            names: fields.first.flatMap { SubjectAlternativeNames(in: $0)?.hostNames } ?? [],
            issuers: fields.map(\.issuer))
    }

    /// The leaf for people.
    public var summary: CertificateSummary { CertificateSummary(issued: chain.first ?? []) }

    /// The leaf and what stands between it and the root, in PEM.
    public var certificatePEM: String { PEM.text("CERTIFICATE", all: chain) }

    /// The private key as PKCS#8 in PEM, encrypted where there is a passphrase.
    /// - Throws: ``AuthorityError`` when the key cannot be written down.
    public func keyPEM(passphrase: Passphrase? = nil) throws(AuthorityError) -> String {
        try key.keyPEM(passphrase: passphrase)
    }
}

extension CertificateKey {
    package func keyPEM(passphrase: Passphrase? = nil) throws(AuthorityError) -> String {
        do {
            return try pem(encryptedWith: passphrase)
        } catch {
            throw .failed("the private key could not be encoded: \(error)")
        }
    }
}

extension PEM {
    /// Several blocks.
    static func text(_ label: String, all contents: [[UInt8]]) -> String {
        contents.map { text(label, $0) }.joined()
    }
}

extension CertificateSummary {
    /// A certificate that was made or read before, and therefore has an outline.
    package init(issued der: [UInt8]) { self = CertificateSummary(der: der) ?? CertificateSummary(unreadable: der) }
}
