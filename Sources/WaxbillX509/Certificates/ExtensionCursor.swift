/// Walks over the Extensions of a certificate, of a CRL, of one of its entries or of an OCSP response (RFC 5280, Section 4.1).
struct ExtensionCursor {
    /// One extension.
    struct Element: Sendable {
        /// The contents of its OBJECT IDENTIFIER.
        let identifier: Range<Int>
        let isCritical: Bool
        /// The contents of its OCTET STRING.
        let value: Range<Int>
    }

    private var list: DERCursor
    /// Whether something stood there that is no extension.
    private(set) var isMalformed = false

    /// - Parameter list: the contents of the SEQUENCE OF Extension.
    init(_ list: DERCursor) { self.list = list }

    mutating func next() -> Element? {
        guard !list.isAtEnd, !isMalformed else { return nil }
        guard let element = read() else {
            isMalformed = true
            return nil
        }
        return element
    }

    private mutating func read() -> Element? {
        guard var fields = list.enter(.derSequence), let identifier = fields.next(.derObjectIdentifier),
            !identifier.contents.isEmpty
        else { return nil }
        let critical = fields.next(.derBoolean)
        // X.690, Section 11.5: FALSE, the default, is not written.
        if let critical, !list.bytes[critical.contents].elementsEqual([0xFF]) { return nil }
        guard let value = fields.next(.derOctetString), fields.isAtEnd else { return nil }
        return Element(identifier: identifier.contents, isCritical: critical != nil, value: value.contents)
    }
}

extension DERCursor {
    /// The n of an id-ce-n (2.5.29.n), the extensions of RFC 5280; nil for other identifiers.
    func standardExtension(_ identifier: Range<Int>) -> UInt8? {
        let identifier = bytes[identifier]
        guard identifier.count == 3, identifier.starts(with: [0x55, 0x1D]) else { return nil }
        return identifier.last
    }
}

/// The contents of the object identifiers of RFC 5280's extensions, 2.5.29.n.
enum StandardExtension {
    static let subjectKeyIdentifier: UInt8 = 14
    static let keyUsage: UInt8 = 15
    static let basicConstraints: UInt8 = 19
    static let cRLNumber: UInt8 = 20
    static let reasonCode: UInt8 = 21
    static let invalidityDate: UInt8 = 24
    static let deltaCRLIndicator: UInt8 = 27
    static let issuingDistributionPoint: UInt8 = 28
    static let certificateIssuer: UInt8 = 29
    static let cRLDistributionPoints: UInt8 = 31
    static let authorityKeyIdentifier: UInt8 = 35
    static let freshestCRL: UInt8 = 46

    static func identifier(_ number: UInt8) -> [UInt8] { [0x55, 0x1D, number] }
}
