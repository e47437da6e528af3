/// The parts of a certificate that are needed as the bytes they are (RFC 5280, Section 4.1), read without understanding them.
///
/// It reads certificates whose algorithms nobody here knows, so that they can be named in a refusal.
struct CertificateFields {
    /// DER Name of the issuer and of the subject.
    let issuer: [UInt8]
    let subject: [UInt8]
    /// DER SubjectPublicKeyInfo.
    let subjectPublicKeyInfo: [UInt8]
    /// The public key's algorithm.
    let publicKeyAlgorithm: ObjectIdentifierText
    /// The bits of an RSA key's modulus; nil for other keys.
    let rsaModulusSize: Int?
    /// The algorithm that the issuer signed with.
    let signatureAlgorithm: ObjectIdentifierText
    /// Whether the signature algorithm outside of what is signed is the one inside.
    let signatureAlgorithmsAgree: Bool

    /// - Returns: nil when `der` does not have the outline of a certificate.
    init?(der: [UInt8]) {
        var outer = DERCursor(der)
        guard var certificate = outer.enter(.derSequence), outer.isAtEnd,
            var signed = certificate.enter(.derSequence), let algorithm = certificate.next(.derSequence),
            certificate.next(.derBitString) != nil, certificate.isAtEnd
        else { return nil }
        if signed.nextTag == .derContext(0) { _ = signed.next() }
        guard signed.next(.derInteger) != nil, let signedAlgorithm = signed.next(.derSequence),
            let issuer = signed.next(.derSequence), signed.next(.derSequence) != nil,
            let subject = signed.next(.derSequence), let keyInfo = signed.next(.derSequence),
            let signatureAlgorithm = Self.algorithm(der, algorithm), let key = Self.key(der, keyInfo)
        else { return nil }
        self.issuer = Array(der[issuer.whole])
        self.subject = Array(der[subject.whole])
        self.signatureAlgorithm = signatureAlgorithm
        subjectPublicKeyInfo = Array(der[keyInfo.whole])
        publicKeyAlgorithm = key.algorithm
        rsaModulusSize = key.rsaModulusSize
        signatureAlgorithmsAgree = der[algorithm.whole] == der[signedAlgorithm.whole]
    }

    private static func algorithm(_ der: [UInt8], _ element: DERCursor.Element) -> ObjectIdentifierText? {
        var fields = DERCursor(der, element.contents)
        return fields.next(.derObjectIdentifier).flatMap { ObjectIdentifierText(der[$0.contents]) }
    }

    private static func key(
        _ der: [UInt8], _ element: DERCursor.Element
    ) -> (algorithm: ObjectIdentifierText, rsaModulusSize: Int?)? {
        var fields = DERCursor(der, element.contents)
        guard let algorithm = fields.next(.derSequence).flatMap({ Self.algorithm(der, $0) }),
            let bits = fields.next(.derBitString)
        else { return nil }
        guard algorithm == .rsaEncryption else { return (algorithm, nil) }
        // RFC 8017, Appendix A.1.1: SEQUENCE { modulus, publicExponent } after the count of unused bits.
        var key = DERCursor(der, bits.contents.dropFirst())
        guard var numbers = key.enter(.derSequence), let modulus = numbers.next(.derInteger) else { return nil }
        let magnitude = der[modulus.contents].drop { $0 == 0 }
        guard let first = magnitude.first else { return nil }
        return (algorithm, magnitude.count * 8 - first.leadingZeroBitCount)
    }
}
