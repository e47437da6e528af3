import SwiftASN1
import WaxbillTLS
import X509

extension CertificateAuthority {
    /// What stands in an intermediate's certificate.
    public struct IntermediateContents: Sendable {
        /// Its common name, 1 to 64 characters.
        public var name: String
        /// The kind of its key.
        public var key: KeyKind
        /// How long it is valid, but never longer than its issuer is.
        public var days: Int
        /// How many more authorities may stand between it and a leaf (RFC 5280, Section 4.2.1.9).
        public var pathLength: Int
        /// The names that it may issue for (RFC 5280, Section 4.2.1.10).
        public var constraints: AuthorityNameConstraints

        /// An intermediate that issues leaves only, where nothing else is said (RFC 5280, Section 4.2.1.9).
        public init(
            name: String, key: KeyKind = .p256, days: Int = 1825, pathLength: Int = 0,
            constraints: AuthorityNameConstraints = AuthorityNameConstraints()
        ) {
            self.name = name
            self.key = key
            self.days = days
            self.pathLength = pathLength
            self.constraints = constraints
        }
    }

    /// Makes an intermediate with a key of its own: an authority that issues in this one's name.
    /// - Throws: ``AuthorityError``.
    public func intermediate(
        _ contents: IntermediateContents, clock: any TLSClock = SystemClock()
    ) throws(AuthorityError) -> CertificateAuthority {
        try intermediate(contents, serial: randomSerialNumber(), clock: clock)
    }

    package func intermediate(
        _ contents: IntermediateContents, serial: [UInt8], clock: any TLSClock
    ) throws(AuthorityError) -> CertificateAuthority {
        let name = try Self.checked(contents.name)
        guard (0...16).contains(contents.pathLength) else { throw .invalidPathLength(contents.pathLength) }
        let validity = try Validity(days: contents.days, clock: clock, within: issuer.validity)
        do {
            let key = try CertificateKey.generate(contents.key)
            let der = try intermediate(
                try DistinguishedName { CommonName(name) }, key, .init(bytes: serial), validity,
                .isCertificateAuthority(maxPathLength: contents.pathLength), contents.constraints)
            return CertificateAuthority(
                root: root, intermediates: [try ParsedCertificate(der: der)] + certificates.intermediates, key: key)
        } catch {
            throw .failed("the intermediate's certificate could not be made: \(error)")
        }
    }

    /// The certificate of an authority below this one, in DER.
    func intermediate(
        _ subject: DistinguishedName, _ key: CertificateKey, _ serial: Certificate.SerialNumber, _ validity: Validity,
        _ basicConstraints: BasicConstraints, _ nameConstraints: AuthorityNameConstraints
    ) throws -> [UInt8] {
        let issuer = try CertificateIssuer(self.issuer, self.key)
        var extensions = try Certificate.Extensions {
            Critical(basicConstraints)
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            SubjectKeyIdentifier(hash: key.publicKey)
            AuthorityKeyIdentifier(keyIdentifier: issuer.keyIdentifier)
        }
        if !nameConstraints.isEmpty {
            // RFC 5280, Section 4.2.1.10: they are critical.
            try extensions.append(Certificate.Extension(nameConstraints.value, critical: true))
        }
        return try issuer.sign(
            serial: serial, subject: subject, publicKey: key.publicKey, validity: validity, extensions: extensions)
    }
}

extension ParsedCertificate {
    var validity: Validity {
        Validity(notBefore: notBefore.date, notAfter: notAfter.date)
    }
}
