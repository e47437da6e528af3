import X509

/// A name in a certificate besides those that it is issued for.
public enum ExtraName: Sendable, Hashable {
    /// An e-mail address (RFC 5280, Section 4.2.1.6, rfc822Name).
    case email(String)
    /// A URI.
    case uri(String)

    /// Checks an e-mail address: ASCII, one `@` with something on both sides.
    /// - Throws: ``AuthorityError/invalidName(_:reason:)``.
    public static func email(checked text: String) throws(AuthorityError) -> ExtraName {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard isPlain(text), parts.count == 2, !parts[0].isEmpty,
            (try? ServerSubjectName(String(parts[1])))?.isDNSName == true
        else { throw .invalidName(text, reason: "it is not an e-mail address of ASCII letters") }
        return .email(text)
    }

    /// Checks a URI: ASCII, with a scheme (RFC 3986, Section 3).
    /// - Throws: ``AuthorityError/invalidName(_:reason:)``.
    public static func uri(checked text: String) throws(AuthorityError) -> ExtraName {
        let scheme = text.prefix { $0 != ":" }
        guard isPlain(text), let first = scheme.first, first.isLetter, scheme.count < text.count - 1,
            scheme.allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) })
        else { throw .invalidName(text, reason: "it is not a URI: SCHEME:… in ASCII") }
        return .uri(text)
    }

    /// The address or URI.
    public var text: String {
        switch self {
        case .email(let text), .uri(let text): text
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 1024 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    var generalName: GeneralName {
        switch self {
        case .email(let address): .rfc822Name(address)
        case .uri(let uri): .uniformResourceIdentifier(uri)
        }
    }
}
