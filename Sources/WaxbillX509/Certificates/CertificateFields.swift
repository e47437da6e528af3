/// The parts of a certificate as the bytes they are (RFC 5280, Section 4.1), found without understanding them.
///
/// It reads certificates whose algorithms nobody here knows, so that they can be shown and named in a refusal.
struct CertificateFields: Sendable {
    private let der: [UInt8]
    private let outline: CertificateOutline
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

    /// The first and the last second of the validity, as ISO 8601 has them; nil where they are malformed.
    var validity: (notBefore: String?, notAfter: String?) {
        var times = DERCursor(der, outline.validity.contents)
        let notBefore = times.next().flatMap { Self.time(der, $0) }
        let notAfter = times.next().flatMap { Self.time(der, $0) }
        return (notBefore, notAfter)
    }

    /// Whether the signature algorithm outside of what is signed is the one inside.
    var signatureAlgorithmsAgree: Bool {
        der[outline.signatureAlgorithm.whole] == der[outline.signedSignatureAlgorithm.whole]
    }

    /// The contents of an extension's value; nil where there is no such extension.
    /// - Parameter identifier: the contents of its OBJECT IDENTIFIER.
    func extensionValue(_ identifier: [UInt8]) -> ArraySlice<UInt8>? {
        guard let extensions = outline.extensions else { return nil }
        var wrapper = DERCursor(der, extensions.contents)
        guard var list = wrapper.enter(.derSequence) else { return nil }
        while var fields = list.enter(.derSequence) {
            guard let name = fields.next(.derObjectIdentifier) else { return nil }
            guard der[name.contents].elementsEqual(identifier) else { continue }
            if fields.nextTag == .derBoolean { _ = fields.next() }
            return fields.next(.derOctetString).map { der[$0.contents] }
        }
        return nil
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

    /// A UTCTime or GeneralizedTime in the forms that RFC 5280, Section 4.1.2.5 allows.
    static func time(_ der: [UInt8], _ element: DERCursor.Element) -> String? {
        let text = der[element.contents]
        guard text.last == UInt8(ascii: "Z") else { return nil }
        let digits = text.dropLast().map { Int($0) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        var pairs = stride(from: 0, to: digits.count - 1, by: 2).map { "\(digits[$0])\(digits[$0 + 1])" }
        switch (element.tag, digits.count) {
        // RFC 5280, Section 4.1.2.5.1: years from 50 on are of the last century.
        case (.derUTCTime, 12): pairs.insert(digits[0] >= 5 ? "19" : "20", at: 0)
        case (.derGeneralizedTime, 14): break
        default: return nil
        }
        return "\(pairs[0])\(pairs[1])-\(pairs[2])-\(pairs[3])T\(pairs[4]):\(pairs[5]):\(pairs[6])Z"
    }
}
