/// The values of the extensions that the profiles look into. Each is nil where there is no such extension, or it is
/// malformed.
extension CertificateForm {
    struct BasicConstraints: Hashable {
        let isCA: Bool
        let hasPathLength: Bool
    }

    struct AuthorityKeyIdentifier: Hashable {
        let keyIdentifier: ArraySlice<UInt8>?
        let hasIssuer: Bool
        let hasSerialNumber: Bool
    }

    /// RFC 5280, Section 4.2.1.9.
    var basicConstraints: BasicConstraints? {
        guard let element = element(standard: 19) else { return nil }
        var outer = cursor(element)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd else { return nil }
        let flag = fields.next(.derBoolean)
        if let flag, !der[flag.contents].elementsEqual([0xFF]) { return nil }
        let pathLength = fields.next(.derInteger)
        if let pathLength, SkipCertificates.count(der[pathLength.contents]) == nil { return nil }
        return fields.isAtEnd ? BasicConstraints(isCA: flag != nil, hasPathLength: pathLength != nil) : nil
    }

    /// Whether basicConstraints says so.
    var isCA: Bool { basicConstraints?.isCA ?? false }

    /// The first nine bits of keyUsage, digitalSignature the most significant of sixteen (RFC 5280, Section 4.2.1.3).
    var keyUsage: UInt16? {
        guard let element = element(standard: 15) else { return nil }
        var outer = cursor(element)
        guard let bits = outer.next(.derBitString), outer.isAtEnd else { return nil }
        let contents = der[bits.contents]
        guard let unused = contents.first, unused < 8, contents.count > 1 || unused == 0 else { return nil }
        return contents.dropFirst().prefix(2).enumerated().reduce(0) { $0 | UInt16($1.element) << (8 - 8 * $1.offset) }
    }

    /// The bit keyCertSign; true where there is no keyUsage, which then restricts nothing.
    var mayCertify: Bool { element(standard: 15) == nil || keyUsage.map { $0 & Self.keyCertSign != 0 } ?? false }

    static let digitalSignature: UInt16 = 0x8000
    static let keyCertSign: UInt16 = 0x0400
    static let cRLSign: UInt16 = 0x0200

    /// RFC 5280, Section 4.2.1.2.
    var subjectKeyIdentifier: ArraySlice<UInt8>? {
        guard let element = element(standard: 14) else { return nil }
        var outer = cursor(element)
        guard let identifier = outer.next(.derOctetString), outer.isAtEnd else { return nil }
        return der[identifier.contents]
    }

    /// RFC 5280, Section 4.2.1.1.
    var authorityKeyIdentifier: AuthorityKeyIdentifier? {
        guard let element = element(standard: 35) else { return nil }
        var outer = cursor(element)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd else { return nil }
        let keyIdentifier = fields.next(0x80).map { der[$0.contents] }
        let hasIssuer = fields.next(0xA1) != nil
        let hasSerialNumber = fields.next(0x82) != nil
        guard fields.isAtEnd else { return nil }
        return AuthorityKeyIdentifier(
            keyIdentifier: keyIdentifier, hasIssuer: hasIssuer, hasSerialNumber: hasSerialNumber)
    }

    /// The contents of the purposes' OBJECT IDENTIFIERs (RFC 5280, Section 4.2.1.12); never empty.
    var extendedKeyUsage: [ArraySlice<UInt8>]? {
        guard let element = element(standard: 37) else { return nil }
        var outer = cursor(element)
        guard var list = outer.enter(.derSequence), outer.isAtEnd, !list.isAtEnd else { return nil }
        var purposes: [ArraySlice<UInt8>] = []
        while !list.isAtEnd {
            guard let purpose = list.next(.derObjectIdentifier) else { return nil }
            purposes.append(der[purpose.contents])
        }
        return purposes
    }

    /// Whether a SEQUENCE of AccessDescriptions, at least one, is the value (RFC 5280, Section 4.2.2).
    func isAccessDescriptions(_ element: CertificateOutline.Extension) -> Bool {
        var outer = cursor(element)
        guard var list = outer.enter(.derSequence), outer.isAtEnd, !list.isAtEnd else { return false }
        while !list.isAtEnd {
            guard var description = list.enter(.derSequence), description.next(.derObjectIdentifier) != nil,
                let location = description.next(), NameKind(tag: location.tag) != nil, description.isAtEnd
            else { return false }
        }
        return true
    }
}

/// The extensions of the profiles, as RFC 5280 calls them, by the contents of their identifiers.
enum ProfiledExtension {
    static let authorityInfoAccess: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01]
    static let subjectInfoAccess: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x0B]
    /// id-kp-serverAuth.
    static let serverAuth: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01]
    /// anyExtendedKeyUsage.
    static let anyPurpose: [UInt8] = [0x55, 0x1D, 0x25, 0x00]
}
