/// Where the parts of a certificate stand (RFC 5280, Section 4.1). Strict about DER, so that no certificate can be written in
/// two ways; knows nothing of names, keys and extensions.
struct CertificateOutline: Sendable {
    /// An extension: the contents of its identifier, its mark, the contents of its value.
    struct Extension: Sendable {
        let identifier: Range<Int>
        let isCritical: Bool
        let value: Range<Int>
    }

    /// 1 to 3.
    let version: Int
    /// What is signed.
    let signedPart: DERCursor.Element
    let serialNumber: DERCursor.Element
    let signedSignatureAlgorithm: DERCursor.Element
    let issuer: DERCursor.Element
    let validity: DERCursor.Element
    let subject: DERCursor.Element
    let subjectPublicKeyInfo: DERCursor.Element
    let hasUniqueIdentifiers: Bool
    /// In their order. Nil where there is no such field.
    let extensions: [Extension]?
    let signatureAlgorithm: DERCursor.Element
    /// The bytes of the signature.
    let signature: Range<Int>

    init?(_ der: [UInt8]) {
        var outer = DERCursor(der)
        guard var certificate = outer.enter(.derSequence), outer.isAtEnd,
            let signedPart = certificate.next(.derSequence), let algorithm = certificate.next(.derSequence),
            // Signatures are whole bytes; else the same certificate could be written in several ways.
            let signature = certificate.next(.derBitString), der[signature.contents].first == 0, certificate.isAtEnd
        else { return nil }
        var signed = DERCursor(der, signedPart.contents)
        guard let version = Self.version(&signed), let serialNumber = signed.nextInteger(),
            let signedAlgorithm = signed.next(.derSequence), let issuer = signed.next(.derSequence),
            let validity = signed.next(.derSequence), let subject = signed.next(.derSequence),
            let keyInfo = signed.next(.derSequence)
        else { return nil }
        // issuerUniqueID and subjectUniqueID, which nobody uses: BIT STRINGs under a tag of their own.
        let identifiers = [signed.next(0x81), signed.next(0x82)].compactMap(\.self)
        guard let extensions = Self.extensions(&signed), signed.isAtEnd else { return nil }
        self.version = version
        self.signedPart = signedPart
        self.serialNumber = serialNumber
        signedSignatureAlgorithm = signedAlgorithm
        self.issuer = issuer
        self.validity = validity
        self.subject = subject
        subjectPublicKeyInfo = keyInfo
        hasUniqueIdentifiers = !identifiers.isEmpty
        self.extensions = extensions
        signatureAlgorithm = algorithm
        self.signature = signature.contents.dropFirst()
    }

    /// RFC 5280, Section 4.1.2.1. Version 1 is the default, which DER leaves away.
    private static func version(_ signed: inout DERCursor) -> Int? {
        guard signed.nextTag == .derContext(0) else { return 1 }
        guard var wrapper = signed.enter(.derContext(0)), let number = wrapper.nextInteger(), wrapper.isAtEnd,
            number.contents.count == 1
        else { return nil }
        switch signed.bytes[number.contents.lowerBound] {
        case 1: return 2
        case 2: return 3
        default: return nil
        }
    }

    /// - Returns: `.some(nil)` where there is no such field, nil where it is malformed.
    private static func extensions(_ signed: inout DERCursor) -> [Extension]?? {
        guard signed.nextTag == .derContext(3) else { return .some(nil) }
        guard var wrapper = signed.enter(.derContext(3)), var list = wrapper.enter(.derSequence), wrapper.isAtEnd,
            !list.isAtEnd
        else { return nil }
        var extensions: [Extension] = []
        while !list.isAtEnd {
            guard var fields = list.enter(.derSequence), let identifier = fields.next(.derObjectIdentifier),
                !identifier.contents.isEmpty
            else { return nil }
            var isCritical = false
            if fields.nextTag == .derBoolean {
                // FALSE is the default, which DER leaves away, and TRUE is all ones (X.690, Section 11.1).
                guard let mark = fields.next(), mark.contents.count == 1, signed.bytes[mark.contents.lowerBound] == 0xFF
                else { return nil }
                isCritical = true
            }
            guard let value = fields.next(.derOctetString), fields.isAtEnd else { return nil }
            extensions.append(
                Extension(identifier: identifier.contents, isCritical: isCritical, value: value.contents))
        }
        return extensions
    }
}
