/// The name of a client: 1 to 64 letters, digits, spaces and `. _ - @ +`, beginning with a letter or a digit.
public struct ClientSubjectName: Sendable, Hashable {
    /// As it stands in the certificate's common name.
    public let text: String

    init(_ text: String) throws(AuthorityError) {
        // 64 is the most that a common name may have (RFC 5280, Appendix A.1, ub-common-name); file systems take 255 bytes.
        guard (1...64).contains(text.unicodeScalars.count), text.utf8.count <= 200 else {
            throw .invalidName(text, reason: "a client's name has 1 to 64 characters")
        }
        guard text.unicodeScalars.allSatisfy(Self.isAllowed) else {
            throw .invalidName(text, reason: "a client's name is made of letters, digits, spaces and . _ - @ +")
        }
        guard let first = text.unicodeScalars.first, Self.isLetterOrDigit(first) else {
            throw .invalidName(text, reason: "a client's name begins with a letter or a digit")
        }
        guard text.last != " ", text.last != "." else {
            throw .invalidName(text, reason: "a client's name does not end in a space or a dot")
        }
        self.text = text
    }

    /// `waxbill:NAME`, with what may not stand in a URI percent-encoded (RFC 3986, Section 2.1).
    var uri: String {
        text.utf8.reduce(into: Self.scheme) { uri, byte in
            if byte < 0x80, byte != 0x20 {
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || " ._-@+".unicodeScalars.contains(scalar)
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .decimalNumber: true
        default: false
        }
    }
}
