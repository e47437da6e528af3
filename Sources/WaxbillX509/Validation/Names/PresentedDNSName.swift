/// A well-formed dNSName of a certificate, perhaps with a wildcard.
struct PresentedDNSName: Sendable, Hashable {
    /// In lower case, with the `*`.
    private let bytes: [UInt8]
    private let isWildcard: Bool

    /// Reads a dNSName in the preferred name syntax (RFC 5280, Section 4.2.1.6), or one whose whole left-most label
    /// is `*` (RFC 9525, Section 6.3); nil for all else.
    init?(_ contents: ArraySlice<UInt8>) {
        isWildcard = contents.first == UInt8(ascii: "*")
        var labels = contents
        if isWildcard {
            labels = contents.dropFirst()
            guard labels.popFirst() == UInt8(ascii: ".") else { return nil }
        }
        guard DNSNameSyntax.isValid(labels, allowsUnderscore: false) else { return nil }
        bytes = contents.asciiLowercased
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether it stands for a name. `*` stands for exactly one label, and for none in `*.tld`.
    /// - Parameter reference: in ASCII, in any case.
    func matches(_ reference: Substring.UTF8View) -> Bool {
        guard isWildcard else { return Self.equal(bytes[...], reference) }
        // RFC 9525, Section 6.3: the wildcard is the left-most label and takes the place of one.
        guard parent.contains(UInt8(ascii: ".")), let dot = reference.firstIndex(of: UInt8(ascii: ".")),
            dot != reference.startIndex
        else { return false }
        return Self.equal(parent, reference[reference.index(after: dot)...])
    }

    /// What follows the wildcard's label.
    private var parent: ArraySlice<UInt8> { bytes.dropFirst(2) }

    private static func equal(_ name: ArraySlice<UInt8>, _ reference: Substring.UTF8View) -> Bool {
        name.elementsEqual(reference) { $0 == $1.asciiLowercased }
    }
}

extension PresentedDNSName: ConstrainedName {
    static var kind: NameKind { .dns }

    /// RFC 5280, Section 4.2.1.10: the domain, with or without labels in front. All that a wildcard stands for has to
    /// be inside.
    func isWithin(_ base: [UInt8]) -> Bool {
        base.isEmpty || DNSNameSyntax.isWithin(bytes[...], base)
    }

    /// Whether anything that it stands for is within: `*.example.com` also stands for `a.example.com`.
    func overlaps(_ base: [UInt8]) -> Bool {
        guard isWildcard, !isWithin(base) else { return isWithin(base) }
        guard let dot = base.firstIndex(of: UInt8(ascii: ".")) else { return false }
        return base[base.index(after: dot)...].elementsEqual(parent)
    }
}
