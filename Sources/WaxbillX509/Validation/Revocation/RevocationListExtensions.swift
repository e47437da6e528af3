/// The extensions of a CRL (RFC 5280, Section 5.2).
struct RevocationListExtensions: Sendable {
    /// The number's bytes, big-endian, without zeros before.
    private(set) var number: [UInt8]?
    /// The number of the CRL that this one is the difference to.
    private(set) var baseNumber: [UInt8]?
    private(set) var issuingDistributionPoint: IssuingDistributionPoint?
    /// The value of authorityKeyIdentifier.
    private(set) var authorityKeyIdentifier: [UInt8]?
    /// Where the deltas to this CRL are.
    private(set) var freshestCRL: [DistributionPoint] = []
    /// What makes the CRL unusable, as the predicate of a sentence about it.
    private(set) var flaw: String?

    /// A CRL of version 1 has none.
    init() {}

    /// - Parameter list: the contents of the SEQUENCE OF Extension.
    /// - Returns: nil where an extension is malformed or stands there twice.
    init?(_ list: DERCursor) {
        var seen: Set<ArraySlice<UInt8>> = []
        var extensions = ExtensionCursor(list)
        while let element = extensions.next() {
            let identifier = list.bytes[element.identifier]
            guard seen.insert(identifier).inserted, take(element, list) else { return nil }
        }
        guard !extensions.isMalformed, !seen.isEmpty else { return nil }
    }

    private mutating func take(_ element: ExtensionCursor.Element, _ list: DERCursor) -> Bool {
        let value = Array(list.bytes[element.value])
        switch list.standardExtension(element.identifier) {
        case StandardExtension.cRLNumber:
            // RFC 5280, Section 5.2.3: MUST NOT be critical.
            if element.isCritical { flaw = "has a critical cRLNumber" }
            number = Self.number(value)
            return number != nil
        case StandardExtension.deltaCRLIndicator:
            baseNumber = Self.number(value)
            return baseNumber != nil
        case StandardExtension.issuingDistributionPoint:
            issuingDistributionPoint = IssuingDistributionPoint(value: value)
            return issuingDistributionPoint != nil
        case StandardExtension.authorityKeyIdentifier:
            authorityKeyIdentifier = value
            var cursor = DERCursor(value)
            return KeyIdentifier.authority(&cursor) != nil && cursor.isAtEnd
        case StandardExtension.freshestCRL:
            guard let points = DistributionPoint.read(value) else { return false }
            freshestCRL = points
        default:
            // RFC 5280, Section 5.2: a CRL with a critical extension that is not understood MUST NOT be used.
            if element.isCritical {
                let name = ObjectIdentifierText(list.bytes[element.identifier])?.dotted ?? "(malformed)"
                flaw = "has the unknown critical extension \(name)"
            }
        }
        return true
    }

    /// RFC 5280, Section 5.2.3: not negative, up to 20 bytes.
    private static func number(_ value: [UInt8]) -> [UInt8]? {
        var cursor = DERCursor(value)
        guard let number = cursor.next(.derInteger), cursor.isAtEnd, cursor.isMinimalInteger(number.contents),
            let first = value[number.contents].first, first < 0x80
        else { return nil }
        let magnitude = value[number.contents].drop { $0 == 0 }
        return magnitude.count <= 20 ? Array(magnitude) : nil
    }
}
