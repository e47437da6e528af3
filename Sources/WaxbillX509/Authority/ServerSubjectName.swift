import SwiftASN1
import WaxbillTLS
import X509

/// A DNS name, perhaps with a wildcard, or an IP address.
public struct ServerSubjectName: Sendable, Hashable {
    private let isWildcard: Bool
    private let name: ServerName

    init(_ text: String) throws(AuthorityError) {
        isWildcard = text.hasPrefix("*.")
        do throws(TLSError) {
            name = try ServerName(isWildcard ? String(text.dropFirst(2)) : text)
        } catch {
            throw .invalidName(text, reason: "it is neither a DNS name nor an IP address")
        }
        guard case .dnsName(let dns) = name else {
            guard !isWildcard else { throw .invalidName(text, reason: "a wildcard stands before a DNS name only") }
            return
        }
        let labels = dns.split(separator: ".")
        // RFC 9525, Section 6.3: clients take a wildcard for one label below a domain.
        guard !isWildcard || labels.count >= 2 else {
            throw .invalidName(text, reason: "a wildcard needs a domain of two labels at least, as in *.example.com")
        }
        // A last label of digits is how a mistyped IPv4 address looks (RFC 1123, Section 2.1).
        guard labels.last?.allSatisfy(\.isNumber) == false else {
            throw .invalidName(text, reason: "it ends in a number but is not an IP address")
        }
    }

    /// As it stands in the certificate.
    public var text: String {
        switch name {
        case .dnsName(let dns): isWildcard ? "*.\(dns)" : dns
        case .ipAddress(let bytes): IPAddressText.text(bytes) ?? name.description
        }
    }

    var isDNSName: Bool { if case .dnsName = name { !isWildcard } else { false } }

    var folderName: String {
        switch name {
        case .dnsName(let dns): isWildcard ? "_wildcard.\(dns)" : dns
        // Colons part the entries of search paths; nobody wants them in a folder's name.
        case .ipAddress: text.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "_")
        }
    }

    var generalName: GeneralName {
        switch name {
        case .dnsName: .dnsName(text)
        case .ipAddress(let bytes): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        }
    }
}
