/// What a DNS name looks like in a certificate and in a question for one.
enum DNSNameSyntax {
    /// Whether these are labels with dots between, none of them empty and no dot at the end, of letters, digits and
    /// hyphens that neither begin nor end a label ("preferred name syntax": RFC 1034, Section 3.5; RFC 1123, Section
    /// 2.1).
    /// - Parameter allowsUnderscore: the DNS has such names, the preferred syntax does not.
    static func isValid(_ name: some Collection<UInt8>, allowsUnderscore: Bool) -> Bool {
        guard (1...253).contains(name.count) else { return false }
        var length = 0
        var previous = UInt8(ascii: ".")
        for byte in name {
            if byte == UInt8(ascii: ".") {
                guard length > 0, previous != UInt8(ascii: "-") else { return false }
                length = 0
            } else {
                let isHyphen = byte == UInt8(ascii: "-")
                guard
                    byte.isASCIILetter || byte.isASCIIDigit || isHyphen && length > 0
                        || allowsUnderscore && byte == UInt8(ascii: "_"),
                    length < 63
                else { return false }
                length += 1
            }
            previous = byte
        }
        return length > 0 && previous != UInt8(ascii: "-")
    }

    /// Whether a valid name's last label has digits only, so that it is (or is taken by some for) an IPv4 address.
    static func endsInNumber(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        name.reversed().prefix { $0 != UInt8(ascii: ".") }.allSatisfy(\.isASCIIDigit)
    }

    /// Whether `name` is `domain` or, with labels in front, below it. Both are in lower case.
    static func isWithin(_ name: ArraySlice<UInt8>, _ domain: [UInt8]) -> Bool {
        name.count == domain.count ? name.elementsEqual(domain) : isBelow(name, domain)
    }

    /// Whether `name` is `domain` with labels in front. Both are in lower case.
    static func isBelow(_ name: ArraySlice<UInt8>, _ domain: [UInt8]) -> Bool {
        guard name.count > domain.count else { return false }
        let suffix = name.suffix(domain.count + 1)
        return suffix.first == UInt8(ascii: ".") && suffix.dropFirst().elementsEqual(domain)
    }
}
