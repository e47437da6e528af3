import SwiftASN1
import X509

extension SubjectAlternativeNames {
    /// The names in a certificate; nil when it has none or they are malformed.
    init?(in fields: CertificateFields) {
        guard let value = fields.extensionValue([0x55, 0x1D, 0x11]) else { return nil }
        let names = Certificate.Extension(oid: .X509ExtensionID.subjectAlternativeName, critical: false, value: value)
        guard let names = try? SubjectAlternativeNames(names) else { return nil }
        self = names
    }

    /// All names for people: DNS names and addresses as they are, URIs and mail addresses too, others by kind.
    var texts: [String] {
        map { name in
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
        compactMap { name in
            switch name {
            case .dnsName(let name): name.printable
            case .ipAddress(let address): IPAddressText.text(address.bytes)
            default: nil
            }
        }
    }
}

extension ParsedCertificate {
    /// The DNS names and IP addresses that it is for, as text.
    var hostNames: [String] { SubjectAlternativeNames(in: fields)?.hostNames ?? [] }

    /// As swift-certificates has it, which issues certificates but cannot hold all that are accepted.
    package var certificate: X509.Certificate {
        get throws { try Certificate(derEncoded: der) }
    }
}
