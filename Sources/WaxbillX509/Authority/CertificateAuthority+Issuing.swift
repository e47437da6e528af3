import SwiftASN1
import WaxbillTLS
import X509

extension CertificateAuthority {
    /// Makes a key and issues a certificate for it.
    /// - Parameters:
    ///   - subject: whom it is for.
    ///   - days: how long it is valid, but never longer than the authority is.
    /// - Throws: ``AuthorityError``.
    public func issue(
        _ subject: LeafSubject, key kind: KeyKind = .p256, days: Int = 365, clock: any TLSClock = SystemClock()
    ) throws(AuthorityError) -> IssuedIdentity {
        do {
            let issuer = try root.certificate
            let own = Validity(notBefore: issuer.notValidBefore, notAfter: issuer.notValidAfter)
            let validity = try Validity(days: days, clock: clock, within: own)
            let key = try CertificateKey.generate(kind)
            let certificate = try Certificate(
                version: .v3, serialNumber: .random(), publicKey: key.publicKey,
                notValidBefore: validity.notBefore, notValidAfter: validity.notAfter, issuer: issuer.subject,
                subject: subject.distinguishedName(), extensions: extensions(subject, kind, key.publicKey),
                issuerPrivateKey: self.key.certificatePrivateKey)
            return IssuedIdentity(leaf: try ParsedCertificate(issued: certificate), key: key)
        } catch let error as AuthorityError {
            throw error
        } catch {
            throw .failed("the certificate could not be made: \(error)")
        }
    }

    private func extensions(
        _ subject: LeafSubject, _ kind: KeyKind, _ key: Certificate.PublicKey
    ) throws -> Certificate.Extensions {
        let names = subject.alternativeNames
        let issuer = try root.certificate.extensions.subjectKeyIdentifier?.keyIdentifier
        var extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(subject.keyUsage(kind))
            try ExtendedKeyUsage([subject.usage])
            SubjectKeyIdentifier(hash: key)
            AuthorityKeyIdentifier(keyIdentifier: issuer)
        }
        // RFC 5280, Section 4.1.2.6: without a subject, the names are critical.
        try extensions.append(Certificate.Extension(names, critical: subject.distinguishedName().isEmpty))
        return extensions
    }
}

extension LeafSubject {
    fileprivate var usage: ExtendedKeyUsage.Usage {
        switch self {
        case .server: .serverAuth
        case .client: .clientAuth
        }
    }

    /// Clients encrypt a secret to a server's RSA key if both were told to (RFC 5246, Section 7.4.2).
    fileprivate func keyUsage(_ kind: KeyKind) -> KeyUsage {
        switch (self, kind) {
        case (.server, .rsa2048), (.server, .rsa3072): KeyUsage(digitalSignature: true, keyEncipherment: true)
        default: KeyUsage(digitalSignature: true)
        }
    }

    /// The common name, where it is short enough for one (RFC 5280, Appendix A.1, ub-common-name).
    fileprivate func distinguishedName() throws -> DistinguishedName {
        guard commonName.unicodeScalars.count <= 64 else { return DistinguishedName() }
        return try DistinguishedName { CommonName(commonName) }
    }
}
