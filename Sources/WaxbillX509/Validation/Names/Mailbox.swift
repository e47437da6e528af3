/// A mail address (`Local-part "@" Domain`: RFC 5280, Section 4.2.1.6). Quoted local parts and address literals are
/// no names here.
struct Mailbox: Sendable, Hashable {
    /// As it is: only the host knows whether case matters.
    private let local: [UInt8]
    /// In lower case.
    fileprivate let host: [UInt8]

    /// - Returns: nil where the bytes are no mail address.
    init?(_ contents: ArraySlice<UInt8>) {
        guard contents.count <= 320, let at = contents.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = contents[..<at]
        let host = contents[(at + 1)...]
        guard Self.isDotAtom(local), DNSNameSyntax.isValid(host, allowsUnderscore: true) else { return nil }
        self.local = Array(local)
        self.host = host.asciiLowercased
    }

    var text: String { String(decoding: local + [UInt8(ascii: "@")] + host, as: UTF8.self) }

    /// RFC 5321, Section 4.1.2: Dot-string.
    private static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || marks.contains($0) }
        }
    }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)
}

extension Mailbox: ConstrainedName {
    static var kind: NameKind { .email }

    func isWithin(_ base: MailboxSubtree) -> Bool {
        switch base {
        case .mailbox(let mailbox): self == mailbox
        case .hosts(let hosts): hosts.contains(host)
        }
    }
}

/// The base of an rfc822Name constraint (RFC 5280, Section 4.2.1.10): a mailbox, all of a host, or all below a domain.
enum MailboxSubtree: Sendable {
    case mailbox(Mailbox)
    case hosts(HostSubtree)

    /// - Returns: nil where it is malformed.
    init?(_ contents: ArraySlice<UInt8>) {
        if contents.contains(UInt8(ascii: "@")) {
            guard let mailbox = Mailbox(contents) else { return nil }
            self = .mailbox(mailbox)
        } else {
            guard let hosts = HostSubtree(contents) else { return nil }
            self = .hosts(hosts)
        }
    }
}

/// Hosts as rfc822Name and URI constraints say them (RFC 5280, Section 4.2.1.10).
enum HostSubtree: Sendable {
    case any
    case host([UInt8])
    /// Written with a leading dot: those with labels in front, not the domain itself.
    case below([UInt8])

    /// - Returns: nil where it is malformed.
    init?(_ contents: ArraySlice<UInt8>) {
        guard let first = contents.first else {
            self = .any
            return
        }
        let name = first == UInt8(ascii: ".") ? contents.dropFirst() : contents
        guard DNSNameSyntax.isValid(name, allowsUnderscore: true) else { return nil }
        self = first == UInt8(ascii: ".") ? .below(name.asciiLowercased) : .host(name.asciiLowercased)
    }

    /// - Parameter host: in lower case.
    func contains(_ host: [UInt8]) -> Bool {
        switch self {
        case .any: true
        case .host(let name): name == host
        case .below(let domain): DNSNameSyntax.isBelow(host[...], domain)
        }
    }
}
