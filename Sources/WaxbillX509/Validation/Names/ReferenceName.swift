import WaxbillTLS

/// A name that a certificate is asked to be for (RFC 9525, Section 6.1).
public enum ReferenceName: Sendable, Hashable {
    /// A DNS name in lower case, without a dot at its end, internationalised labels in A-label form.
    case dns(String)
    /// 4 or 16 bytes in network order.
    case ip([UInt8])
    /// A mail address.
    case email(String)
    /// An absolute URI.
    case uri(String)

    /// Reads a DNS name; a dot at its end and the case of letters do not count, and labels may be in any script
    /// (`bücher.example`). Underscores are tolerated as resolvers do.
    /// - Throws: ``ReferenceNameError`` where it is none, or is an IPv4 address.
    public init(dns text: String) throws(ReferenceNameError) {
        guard text.utf8.count <= 4096, var name = InternationalizedName.ascii(text) else { throw .notADNSName(text) }
        if name.hasSuffix(".") { name.removeLast() }
        guard DNSNameSyntax.isValid(name.utf8, allowsUnderscore: true), !DNSNameSyntax.endsInNumber(name.utf8) else {
            throw .notADNSName(text)
        }
        self = .dns(name)
    }

    /// Reads an IPv4 or IPv6 address (`[::1]` too).
    /// - Throws: ``ReferenceNameError`` where it is neither.
    public init(ip text: String) throws(ReferenceNameError) {
        guard let bytes = IPAddressText.bytes(text) else { throw .notAnAddress(text) }
        self = .ip(bytes)
    }

    /// Reads a mail address; its domain may be in any script.
    /// - Throws: ``ReferenceNameError`` where it is none.
    public init(email text: String) throws(ReferenceNameError) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 4096, let host = InternationalizedName.ascii(String(parts[1])),
            let mailbox = Mailbox(ArraySlice("\(parts[0])@\(host)".utf8))
        else { throw .notAMailAddress(text) }
        self = .email(mailbox.text)
    }

    /// Reads an absolute URI in ASCII (RFC 3986).
    /// - Throws: ``ReferenceNameError`` where it is none.
    public init(uri text: String) throws(ReferenceNameError) {
        guard let uri = UniformResourceName(ArraySlice(text.utf8)) else { throw .notAURI(text) }
        self = .uri(uri.text)
    }

    /// Reads an IP address or a DNS name.
    /// - Throws: ``ReferenceNameError`` where it is neither.
    public init(host text: String) throws(ReferenceNameError) {
        if let bytes = IPAddressText.bytes(text) {
            self = .ip(bytes)
        } else {
            self = try ReferenceName(dns: text)
        }
    }

    /// The server that a connection is to.
    public init(_ server: ServerName) {
        switch server {
        case .dnsName(let name): self = .dns(name)
        case .ipAddress(let bytes): self = .ip(bytes)
        }
    }
}

extension ReferenceName: CustomStringConvertible {
    /// The name alone, as people write it.
    public var description: String {
        switch self {
        case .dns(let name), .email(let name), .uri(let name): name.printable
        case .ip(let bytes): IPAddressText.text(bytes) ?? "(malformed address)"
        }
    }
}

/// Why a text names nothing that a certificate could be for.
public enum ReferenceNameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It has labels that no DNS name has.
    case notADNSName(String)
    /// It is neither an IPv4 nor an IPv6 address.
    case notAnAddress(String)
    /// It is not of the form `local@domain`.
    case notAMailAddress(String)
    /// It is no absolute URI.
    case notAURI(String)

    /// A sentence without its full stop.
    public var description: String {
        switch self {
        case .notADNSName(let text): "\"\(text.printable)\" is not a DNS name"
        case .notAnAddress(let text): "\"\(text.printable)\" is not an IP address"
        case .notAMailAddress(let text): "\"\(text.printable)\" is not a mail address"
        case .notAURI(let text): "\"\(text.printable)\" is not an absolute URI"
        }
    }
}
