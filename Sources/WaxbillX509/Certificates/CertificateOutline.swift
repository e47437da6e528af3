/// Where the parts of a certificate stand (RFC 5280, Section 4.1). Strict about DER, so that no certificate can be written in
/// two ways; a malformed version and malformed extensions are noted only, so that such a certificate can be shown.
struct CertificateOutline: Sendable {
    typealias Extension = ExtensionCursor.Element

    /// 1 to 3; nil where it is malformed.
    let version: Int?
    /// What is signed.
    let signedPart: DERCursor.Element
    let serialNumber: DERCursor.Element
    let signedSignatureAlgorithm: DERCursor.Element
    let issuer: DERCursor.Element
    let validity: DERCursor.Element
    let subject: DERCursor.Element
    let subjectPublicKeyInfo: DERCursor.Element
    let hasUniqueIdentifiers: Bool
    /// The `[3]` around the extensions; nil where there is no such field.
    let extensionsField: DERCursor.Element?
    /// In their order; nil where the field is malformed.
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
        let version = signed.nextTag == .derContext(0) ? signed.next().map { Self.version(der, $0) } : 1
        guard let version, let serialNumber = signed.nextInteger(),
            let signedAlgorithm = signed.next(.derSequence), let issuer = signed.next(.derSequence),
            let validity = signed.next(.derSequence), let subject = signed.next(.derSequence),
            let keyInfo = signed.next(.derSequence)
        else { return nil }
        // issuerUniqueID and subjectUniqueID, which nobody uses: BIT STRINGs under a tag of their own.
        let identifiers = [signed.next(0x81), signed.next(0x82)].compactMap(\.self)
        extensionsField = signed.next(.derContext(3))
        guard signed.isAtEnd else { return nil }
        extensions = extensionsField.map { Self.extensions(der, $0) } ?? []
        self.version = version
        self.signedPart = signedPart
        self.serialNumber = serialNumber
        signedSignatureAlgorithm = signedAlgorithm
        self.issuer = issuer
        self.validity = validity
        self.subject = subject
        subjectPublicKeyInfo = keyInfo
        hasUniqueIdentifiers = !identifiers.isEmpty
        signatureAlgorithm = algorithm
        self.signature = signature.contents.dropFirst()
    }

    /// The first extension that stands there for the second time (RFC 5280, Section 4.2: none MUST).
    func repeatedExtension(in der: [UInt8]) -> Extension? {
        guard let extensions else { return nil }
        // Hashing costs more than comparing a few, and comparing many with each other more than hashing.
        var seen: Set<ArraySlice<UInt8>> = []
        for (index, entry) in extensions.enumerated() {
            let identifier = der[entry.identifier]
            guard !extensions[..<min(index, 16)].contains(where: { der[$0.identifier] == identifier }),
                index < 16 || seen.insert(identifier).inserted
            else { return entry }
        }
        return nil
    }

    /// RFC 5280, Section 4.1.2.1. Version 1 is the default, which DER leaves away.
    private static func version(_ der: [UInt8], _ field: DERCursor.Element) -> Int? {
        var wrapper = DERCursor(der, field.contents)
        guard let number = wrapper.nextInteger(), wrapper.isAtEnd, number.contents.count == 1 else { return nil }
        switch der[number.contents.lowerBound] {
        case 1: return 2
        case 2: return 3
        default: return nil
        }
    }

    private static func extensions(_ der: [UInt8], _ field: DERCursor.Element) -> [Extension]? {
        var wrapper = DERCursor(der, field.contents)
        guard let list = wrapper.enter(.derSequence), wrapper.isAtEnd, !list.isAtEnd else { return nil }
        var cursor = ExtensionCursor(list)
        var extensions: [Extension] = []
        while let element = cursor.next() { extensions.append(element) }
        guard !cursor.isMalformed else { return nil }
        return extensions
    }
}
