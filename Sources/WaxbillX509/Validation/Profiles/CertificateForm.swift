/// A certificate as its issuer wrote it: fields and extensions by their DER (RFC 5280, Section 4.1).
struct CertificateForm: Sendable {
    let der: [UInt8]
    private let outline: CertificateOutline
    /// 1, 2 or 3; nil where it is malformed.
    var version: Int? { outline.version }
    /// In their order; empty where they are malformed.
    let extensions: [CertificateOutline.Extension]
    /// Whether all extensions, and nothing else, stand where they should.
    var hasWellFormedExtensions: Bool { outline.extensions != nil }
    var hasRepeatedExtension: Bool { outline.repeatedExtension(in: der) != nil }
    var hasUniqueIdentifiers: Bool { outline.hasUniqueIdentifiers }

    /// - Returns: nil when `der` does not have the outline of a certificate.
    init?(der: [UInt8]) {
        guard let outline = CertificateOutline(der) else { return nil }
        self.init(der, outline)
    }

    init(_ fields: CertificateFields) { self.init(fields.der, fields.outline) }

    private init(_ der: [UInt8], _ outline: CertificateOutline) {
        self.der = der
        self.outline = outline
        extensions = outline.extensions ?? []
    }

    /// Whether the certificate has the field, empty or not.
    var hasExtensions: Bool { outline.extensionsField != nil }
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
    func element(_ identifier: [UInt8]) -> CertificateOutline.Extension? {
        extensions.first { der[$0.identifier].elementsEqual(identifier) }
    }

    /// The extension 2.5.29.n.
    func element(standard number: UInt8) -> CertificateOutline.Extension? {
        extensions.first {
            let identifier = der[$0.identifier]
            return identifier.count == 3 && identifier.last == number && identifier.starts(with: [0x55, 0x1D])
        }
    }

    /// A cursor over an extension's value.
    func cursor(_ element: CertificateOutline.Extension) -> DERCursor { DERCursor(der, element.value) }
}
