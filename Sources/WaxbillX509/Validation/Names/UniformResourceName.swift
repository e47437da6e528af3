/// A URI of a certificate or of a question for one, in the form in which they are compared.
struct UniformResourceName: Sendable, Hashable {
    /// With scheme and host in lower case; all else counts as it is (RFC 5280, Section 7.4).
    private let bytes: [UInt8]
    private let host: [UInt8]

    /// Reads an absolute URI (RFC 3986, Section 3); nil where it has no scheme, nothing after it, or bytes that no
    /// URI has.
    init?(_ contents: ArraySlice<UInt8>) {
        var bytes = Array(contents)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 1 < bytes.count,
            let first = bytes.first, first.isASCIILetter, bytes[..<colon].allSatisfy(Self.isScheme),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && !Self.neverInURIs.contains($0) })
        else { return nil }
        let host = Self.host(bytes, colon + 1)
        for index in 0..<colon { bytes[index] = bytes[index].asciiLowercased }
        for index in host { bytes[index] = bytes[index].asciiLowercased }
        self.bytes = bytes
        self.host = Array(bytes[host])
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    private static func isScheme(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || "+-.".utf8.contains(byte)
    }

    private static let neverInURIs = Set("\"<>\\^`{|}".utf8)

    /// Where the host stands (RFC 3986, Section 3.2): between user and port of the authority. Empty where there is
    /// none.
    private static func host(_ bytes: [UInt8], _ start: Int) -> Range<Int> {
        guard bytes[start...].starts(with: "//".utf8) else { return start..<start }
        let authority = bytes[(start + 2)...].prefix { !"/?#".utf8.contains($0) }
        let user = authority.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? authority.startIndex
        let place = bytes[user..<authority.endIndex]
        let isLiteral = place.first == UInt8(ascii: "[")
        let end =
            isLiteral ? place.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 } : place.firstIndex(of: UInt8(ascii: ":"))
        return user..<(end ?? authority.endIndex)
    }
}

extension UniformResourceName: ConstrainedName {
    static var kind: NameKind { .uri }

    func isWithin(_ base: HostSubtree) -> Bool { base.contains(host) }

    /// Whether constraints can be applied: RFC 5280, Section 4.2.1.10 has URIs without a host name, or with an
    /// address in its place, refused.
    var hasHostName: Bool {
        DNSNameSyntax.isValid(host, allowsUnderscore: true) && !DNSNameSyntax.endsInNumber(host)
    }
}
