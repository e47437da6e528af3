/// A certificate as its issuer wrote it: fields and extensions by their DER (RFC 5280, Section 4.1).
struct CertificateForm: Sendable {
    /// An extension, by where its parts stand in the certificate.
    struct Element: Sendable {
        /// The contents of its OBJECT IDENTIFIER.
        let identifier: Range<Int>
        let isCritical: Bool
        /// The contents of its OCTET STRING.
        let value: Range<Int>
    }

    let der: [UInt8]
    private let outline: CertificateOutline
    /// 1, 2 or 3, or what else the field says; nil where it is malformed.
    let version: Int?
    let extensions: [Element]
    /// Whether all extensions, and nothing else, stand where they should.
    let hasWellFormedExtensions: Bool
    let hasUniqueIdentifiers: Bool

    /// - Returns: nil when `der` does not have the outline of a certificate.
    init?(der: [UInt8]) {
        guard let outline = CertificateOutline(der) else { return nil }
        self.der = der
        self.outline = outline
        version = Self.version(der)
        let keyEnd = outline.subjectPublicKeyInfo.whole.upperBound
        let end = outline.signatureAlgorithm.whole.lowerBound
        hasUniqueIdentifiers = keyEnd != outline.extensions?.whole.lowerBound ?? end
        guard let wrapper = outline.extensions else {
            extensions = []
            hasWellFormedExtensions = true
            return
        }
        let elements = Self.elements(der, wrapper)
        extensions = elements ?? []
        hasWellFormedExtensions = elements != nil && wrapper.whole.upperBound == end
    }

    /// Whether the certificate has the field, empty or not.
    var hasExtensions: Bool { outline.extensions != nil }
    /// The contents of the INTEGER.
    var serialNumber: ArraySlice<UInt8> { der[outline.serialNumber.contents] }
    /// DER Names.
    var issuer: ArraySlice<UInt8> { der[outline.issuer.whole] }
    var subject: ArraySlice<UInt8> { der[outline.subject.whole] }
    var hasEmptyIssuer: Bool { outline.issuer.contents.isEmpty }
    var hasEmptySubject: Bool { outline.subject.contents.isEmpty }
    var isSelfIssued: Bool { issuer == subject }
    /// Whether the signature algorithm outside of what is signed is the one inside (RFC 5280, Section 4.1.1.2).
    var signatureAlgorithmsAgree: Bool {
        der[outline.signatureAlgorithm.whole] == der[outline.signedSignatureAlgorithm.whole]
    }

    /// The elements of validity; nil where there are not two.
    var validity: (notBefore: DERCursor.Element, notAfter: DERCursor.Element)? {
        var times = DERCursor(der, outline.validity.contents)
        guard let notBefore = times.next(), let notAfter = times.next(), times.isAtEnd else { return nil }
        return (notBefore, notAfter)
    }

    /// A cursor over the subject's RelativeDistinguishedNames.
    var subjectNames: DERCursor { DERCursor(der, outline.subject.contents) }
    /// A cursor over the parts of SubjectPublicKeyInfo.
    var publicKey: DERCursor { DERCursor(der, outline.subjectPublicKeyInfo.contents) }

    /// The extension with this identifier, the first if there are several.
    /// - Parameter identifier: the contents of its OBJECT IDENTIFIER.
    func element(_ identifier: [UInt8]) -> Element? {
        extensions.first { der[$0.identifier].elementsEqual(identifier) }
    }

    /// The extension 2.5.29.n.
    func element(standard number: UInt8) -> Element? {
        extensions.first {
            let identifier = der[$0.identifier]
            return identifier.count == 3 && identifier.last == number && identifier.starts(with: [0x55, 0x1D])
        }
    }

    /// A cursor over an extension's value.
    func cursor(_ element: Element) -> DERCursor { DERCursor(der, element.value) }

    private static func version(_ der: [UInt8]) -> Int? {
        var outer = DERCursor(der)
        guard var certificate = outer.enter(.derSequence), var signed = certificate.enter(.derSequence) else {
            return nil
        }
        guard var wrapper = signed.enter(.derContext(0)) else { return 1 }
        guard let number = wrapper.next(.derInteger), wrapper.isAtEnd, number.contents.count == 1 else { return nil }
        return Int(der[number.contents.lowerBound]) + 1
    }

    /// RFC 5280, Section 4.1: `[3] SEQUENCE SIZE (1..MAX) OF Extension`.
    private static func elements(_ der: [UInt8], _ wrapper: DERCursor.Element) -> [Element]? {
        var outer = DERCursor(der, wrapper.contents)
        guard var list = outer.enter(.derSequence), outer.isAtEnd, !list.isAtEnd else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(12)
        while !list.isAtEnd {
            guard var fields = list.enter(.derSequence), let identifier = fields.next(.derObjectIdentifier) else {
                return nil
            }
            let critical = fields.next(.derBoolean)
            // X.690, Section 11.5: FALSE, the default, is not written.
            if let critical, !der[critical.contents].elementsEqual([0xFF]) { return nil }
            guard let value = fields.next(.derOctetString), fields.isAtEnd else { return nil }
            elements.append(
                Element(identifier: identifier.contents, isCritical: critical != nil, value: value.contents))
        }
        return elements
    }
}
