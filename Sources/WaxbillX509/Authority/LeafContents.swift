import SwiftASN1
import X509

/// What a leaf certificate is to say.
public struct LeafContents: Sendable, Hashable {
    /// Whom it is for.
    public var subject: LeafSubject
    /// Names besides the subject's.
    public var extraNames: [ExtraName]
    /// How long it is to be valid.
    public var validity: ValidityTerms
    /// What is to be wrong with it.
    public var defects: Set<CertificateDefect>

    /// A certificate for `subject`, sound where no defects are named.
    public init(
        _ subject: LeafSubject, extraNames: [ExtraName] = [], validity: ValidityTerms,
        defects: Set<CertificateDefect> = []
    ) {
        self.subject = subject
        self.extraNames = extraNames
        self.validity = validity
        self.defects = defects
    }

    /// How many certificates, and so serial numbers, are made for it.
    package var certificateCount: Int { defects.contains(.caFalse) ? 2 : 1 }

    /// The extensions (RFC 5280, Section 4.2).
    func extensions(for key: Certificate.PublicKey, issuer: CertificateIssuer) throws -> Certificate.Extensions {
        let distinguishedName = try subject.distinguishedName()
        var extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(defects.contains(.wrongKeyUsage) ? KeyUsage(dataEncipherment: true) : subject.keyUsage(key))
            try ExtendedKeyUsage([subject.usage(isWrong: defects.contains(.wrongEKU))])
            SubjectKeyIdentifier(hash: key)
            AuthorityKeyIdentifier(keyIdentifier: issuer.keyIdentifier)
        }
        if !defects.contains(.noSAN) {
            let names = SubjectAlternativeNames(subject.generalNames + extraNames.map(\.generalName))
            // RFC 5280, Section 4.1.2.6: without a subject, the names are critical.
            try extensions.append(Certificate.Extension(names, critical: distinguishedName.isEmpty))
        }
        if defects.contains(.unknownCritical) {
            // An identifier below that of examples (RFC 7299 knows none): its value is NULL.
            try extensions.append(Certificate.Extension(oid: [2, 999, 1], critical: true, value: [0x05, 0x00]))
        }
        return extensions
    }
}

extension LeafSubject {
    fileprivate func usage(isWrong: Bool) -> ExtendedKeyUsage.Usage {
        switch self {
        case .server: isWrong ? .clientAuth : .serverAuth
        case .client: isWrong ? .serverAuth : .clientAuth
        }
    }

    /// Clients encrypt a secret to a server's RSA key if both were told to (RFC 5246, Section 7.4.2).
    fileprivate func keyUsage(_ key: Certificate.PublicKey) -> KeyUsage {
        guard case .server = self, key.isRSA else { return KeyUsage(digitalSignature: true) }
        return KeyUsage(digitalSignature: true, keyEncipherment: true)
    }

    /// The common name, where it is short enough for one (RFC 5280, Appendix A.1, ub-common-name).
    func distinguishedName() throws -> DistinguishedName {
        guard commonName.unicodeScalars.count <= 64 else { return DistinguishedName() }
        return try DistinguishedName { CommonName(commonName) }
    }
}
