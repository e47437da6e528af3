/// Where a CRL is found, or which one of several it is (DistributionPointName of RFC 5280, Section 4.2.1.13).
package enum DistributionPointName: Sendable, Hashable {
    /// DER GeneralNames, any of which names it.
    case fullName([[UInt8]])
    /// The contents of a RelativeDistinguishedName, which is appended to the CRL issuer's name.
    case nameRelativeToCRLIssuer([UInt8])

    /// The full name that is this URI.
    package static func uri(_ uri: String) -> DistributionPointName {
        .fullName([DERWriter.element(.derContextPrimitive(6), Array(uri.utf8))])
    }

    /// Reads the CHOICE that the cursor stands on, which has to be all there is.
    init?(_ cursor: inout DERCursor) {
        guard let choice = cursor.next(), cursor.isAtEnd else { return nil }
        switch choice.tag {
        case .derContext(0):
            guard let names = GeneralNameList.read(cursor.bytes, choice.contents) else { return nil }
            self = .fullName(names)
        case .derContext(1):
            guard !choice.contents.isEmpty else { return nil }
            self = .nameRelativeToCRLIssuer(Array(cursor.bytes[choice.contents]))
        default: return nil
        }
    }

    var der: [UInt8] {
        switch self {
        case .fullName(let names): DERWriter.element(.derContext(0), Array(names.joined()))
        case .nameRelativeToCRLIssuer(let contents): DERWriter.element(.derContext(1), contents)
        }
    }
}

/// GeneralNames (RFC 5280, Section 4.2.1.6) as the DER of each.
enum GeneralNameList {
    /// Reads the names that stand in `range`; nil where there is none, or one that no GeneralName can be.
    static func read(_ bytes: [UInt8], _ range: Range<Int>) -> [[UInt8]]? {
        var cursor = DERCursor(bytes, range)
        var names: [[UInt8]] = []
        while let name = cursor.next() {
            // Nine alternatives: context-specific tags [0] to [8].
            guard name.tag & 0xC0 == 0x80, name.tag & 0x1F <= 8 else { return nil }
            names.append(Array(bytes[name.whole]))
        }
        return cursor.isAtEnd && !names.isEmpty ? names : nil
    }

    /// The DER Names of those that are directory names.
    static func directoryNames(_ names: [[UInt8]]) -> [[UInt8]] {
        names.compactMap { name in
            var cursor = DERCursor(name)
            guard var wrapper = cursor.enter(.derContext(4)), let inner = wrapper.next(.derSequence), wrapper.isAtEnd
            else { return nil }
            return Array(name[inner.whole])
        }
    }
}
