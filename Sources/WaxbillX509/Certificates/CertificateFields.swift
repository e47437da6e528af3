/// The parts of a certificate as the bytes they are (RFC 5280, Section 4.1), found without understanding them.
///
/// It reads certificates whose algorithms nobody here knows, so that they can be shown and named in a refusal.
struct CertificateFields: Sendable {
    let der: [UInt8]
    let outline: CertificateOutline
    /// The public key's algorithm, and its curve where it has one.
    let publicKeyAlgorithm: ObjectIdentifierText
    let curve: ObjectIdentifierText?
    /// The bits of an RSA key's modulus; nil for other keys.
    let rsaModulusSize: Int?
    /// The algorithm that the issuer signed with.
    let signatureAlgorithm: ObjectIdentifierText

    /// - Returns: nil when `der` does not have the outline of a certificate.
    init?(der: [UInt8]) {
        guard let outline = CertificateOutline(der),
            let signatureAlgorithm = Self.algorithm(der, outline.signatureAlgorithm)?.name,
            let key = Self.key(der, outline.subjectPublicKeyInfo)
        else { return nil }
        self.der = der
        self.outline = outline
        self.signatureAlgorithm = signatureAlgorithm
        (publicKeyAlgorithm, curve, rsaModulusSize) = key
    }

    /// DER Name of the issuer.
    var issuer: [UInt8] { Array(der[outline.issuer.whole]) }
    /// DER Name of the subject.
    var subject: [UInt8] { Array(der[outline.subject.whole]) }
    /// DER SubjectPublicKeyInfo.
    var subjectPublicKeyInfo: [UInt8] { Array(der[outline.subjectPublicKeyInfo.whole]) }
    /// The contents of the INTEGER.
    var serialNumber: ArraySlice<UInt8> { der[outline.serialNumber.contents] }

    /// 1 to 3 (RFC 5280, Section 4.1.2.1); nil where it is malformed.
    var version: Int? { outline.version }
    /// Whether it has an issuerUniqueID or a subjectUniqueID (RFC 5280, Section 4.1.2.8).
    var hasUniqueIdentifiers: Bool { outline.hasUniqueIdentifiers }
    /// What the issuer signed: the DER TBSCertificate.
    var signedPart: [UInt8] { Array(der[outline.signedPart.whole]) }
    /// DER AlgorithmIdentifier of the signature.
    var signatureAlgorithmIdentifier: ArraySlice<UInt8> { der[outline.signatureAlgorithm.whole] }
    /// The issuer's signature.
    var signature: [UInt8] { Array(der[outline.signature]) }

    /// The first and the last second of the validity; nil where they are malformed.
    var validity: (notBefore: CertificateTime?, notAfter: CertificateTime?) {
        var times = DERCursor(der, outline.validity.contents)
        let notBefore = times.next().flatMap { CertificateTime(der, $0) }
        let notAfter = times.next().flatMap { CertificateTime(der, $0) }
        return times.isAtEnd ? (notBefore, notAfter) : (nil, nil)
    }

    /// An extension as it stands.
    struct Extension {
        /// The contents of its OBJECT IDENTIFIER.
        let identifier: ArraySlice<UInt8>
        let isCritical: Bool
        /// The contents of its value.
        let value: ArraySlice<UInt8>
    }

    /// Whether there is a field for extensions.
    var hasExtensions: Bool { outline.extensionsField != nil }

    /// The extensions in their order, empty where there are none; nil where they are malformed.
    var extensions: [Extension]? {
        outline.extensions?.map {
            Extension(identifier: der[$0.identifier], isCritical: $0.isCritical, value: der[$0.value])
        }
    }

    /// Whether the signature algorithm outside of what is signed is the one inside.
    var signatureAlgorithmsAgree: Bool {
        der[outline.signatureAlgorithm.whole] == der[outline.signedSignatureAlgorithm.whole]
    }

    /// The contents of an extension's value; nil where there is no such extension.
    /// - Parameter identifier: the contents of its OBJECT IDENTIFIER.
    func extensionValue(_ identifier: [UInt8]) -> ArraySlice<UInt8>? {
        outline.extensions?.first { der[$0.identifier].elementsEqual(identifier) }.map { der[$0.value] }
    }

    private static func algorithm(
        _ der: [UInt8], _ element: DERCursor.Element
    ) -> (name: ObjectIdentifierText, parameter: ObjectIdentifierText?)? {
        var fields = DERCursor(der, element.contents)
        guard let name = fields.nextObjectIdentifier() else { return nil }
        return (name, fields.nextObjectIdentifier())
    }

    private static func key(
        _ der: [UInt8], _ element: DERCursor.Element
    ) -> (algorithm: ObjectIdentifierText, curve: ObjectIdentifierText?, rsaModulusSize: Int?)? {
        var fields = DERCursor(der, element.contents)
        guard let (algorithm, curve) = fields.next(.derSequence).flatMap({ Self.algorithm(der, $0) }),
            let bits = fields.next(.derBitString)
        else { return nil }
        guard algorithm == .rsaEncryption else { return (algorithm, curve, nil) }
        // RFC 8017, Appendix A.1.1: SEQUENCE { modulus, publicExponent } after the count of unused bits.
        var key = DERCursor(der, bits.contents.dropFirst())
        guard var numbers = key.enter(.derSequence), let modulus = numbers.next(.derInteger) else { return nil }
        let magnitude = der[modulus.contents].drop { $0 == 0 }
        guard let first = magnitude.first else { return nil }
        return (algorithm, nil, magnitude.count * 8 - first.leadingZeroBitCount)
    }
}
