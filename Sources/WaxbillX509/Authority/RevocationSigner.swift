import X509

/// Who signs CRLs and OCSP responses: a certificate and its key.
package struct RevocationSigner: Sendable {
    let certificate: ParsedCertificate
    let key: CertificateKey

    init(certificate: ParsedCertificate, key: CertificateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// A signer of a DER certificate and a key in PEM.
    /// - Throws: ``AuthorityError`` where they cannot be read or do not belong together.
    package init(certificate der: [UInt8], keyPEM: [UInt8]) throws(AuthorityError) {
        do throws(IdentityError) {
            let chain = Array(PEM.text("CERTIFICATE", der).utf8)
            let certificates = try IdentityText(source: "the certificate", contents: chain).certificates()
            let key = try IdentityText(source: "the key", contents: keyPEM).privateKey()
            guard let certificate = certificates.first else { throw .noCertificate(source: "the certificate") }
            guard certificate.subjectPublicKeyInfo == key.subjectPublicKeyInfo else {
                throw .keyDoesNotMatch(
                    certificate: "the certificate", key: "the key", subject: certificate.name, matching: nil)
            }
            self.init(certificate: certificate, key: key)
        } catch {
            throw .identity(error)
        }
    }

    /// The subject as DER.
    var subject: [UInt8] { certificate.fields.subject }

    /// `body` with the algorithm and the signature after it, and `rest` after them, in a SEQUENCE.
    func signed(_ body: [UInt8], _ rest: [UInt8] = []) throws(AuthorityError) -> [UInt8] {
        let (algorithm, identifier) = key.signatureAlgorithm
        let signature: Certificate.Signature
        do {
            signature = try key.certificatePrivateKey.sign(bytes: body, signatureAlgorithm: algorithm)
        } catch {
            throw .failed("the signature could not be made: \(error)")
        }
        return DERWriter.sequence(body, identifier, DERWriter.bitString(signature.rawRepresentation), rest)
    }

    /// The algorithm as it stands inside of what is signed.
    var algorithmIdentifier: [UInt8] { key.signatureAlgorithm.der }
}

extension CertificateAuthority {
    /// The authority as a signer of CRLs and OCSP responses.
    package var revocationSigner: RevocationSigner { RevocationSigner(certificate: issuer, key: key) }
}
