import SwiftASN1
import X509

extension Certificate {
    /// The names of `subjectAltName` for people: DNS names and addresses as they are, URIs and mail addresses too,
    /// others by kind.
    var alternativeNames: [String] {
        guard let names = try? extensions.subjectAlternativeNames else { return [] }
        return names.map { name in
            switch name {
            case .dnsName(let name): name.printable
            case .ipAddress(let address): IPAddressText.text(address.bytes) ?? "(malformed address)"
            case .uniformResourceIdentifier(let uri): uri.printable
            case .rfc822Name(let address): address.printable
            case .directoryName(let name): name.text
            default: String(describing: name).printable
            }
        }
    }

    /// The DNS names and IP addresses, as text.
    var hostNames: [String] {
        guard let names = try? extensions.subjectAlternativeNames else { return [] }
        return names.compactMap { name in
            switch name {
            case .dnsName(let name): name.printable
            case .ipAddress(let address): IPAddressText.text(address.bytes)
            default: nil
            }
        }
    }
}
