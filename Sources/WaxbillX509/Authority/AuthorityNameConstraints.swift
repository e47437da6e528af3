import SwiftASN1
import WaxbillTLS
import X509

/// The names that an authority may issue for, and those that it may not (RFC 5280, Section 4.2.1.10).
public struct AuthorityNameConstraints: Sendable, Hashable {
    private var permitted: [GeneralName] = []
    private var excluded: [GeneralName] = []

    /// No constraints.
    public init() {}

    /// Reads constraints: `dns:example.com`, `ip:10.0.0.0/8`, `email:example.com`, `uri:example.com`, `dir:O=Example,C=DE`.
    /// - Throws: ``AuthorityError/invalidName(_:reason:)``.
    public init(permitted: [String], excluded: [String]) throws(AuthorityError) {
        for text in permitted { self.permitted.append(try Self.subtree(text)) }
        for text in excluded { self.excluded.append(try Self.subtree(text)) }
    }

    var isEmpty: Bool { permitted.isEmpty && excluded.isEmpty }

    var value: NameConstraints { NameConstraints(permittedSubtrees: permitted, excludedSubtrees: excluded) }

    private static func subtree(_ text: String) throws(AuthorityError) -> GeneralName {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let base = parts.count == 2 ? String(parts[1]) : ""
        switch parts.first {
        case "dns": return .dnsName(try domain(base, text))
        case "email": return .rfc822Name(base.contains("@") ? try mailbox(base) : try domain(base, text))
        case "uri": return .uniformResourceIdentifier(try domain(base, text))
        case "ip": return .ipAddress(ASN1OctetString(contentBytes: try network(base, text)[...]))
        case "dir": return .directoryName(try DirectoryNameText.name(base, text))
        default:
            throw .invalidName(
                text, reason: "a constraint is dns:NAME, ip:ADDRESS/BITS, email:NAME, uri:NAME or dir:NAME")
        }
    }

    private static func mailbox(_ text: String) throws(AuthorityError) -> String {
        guard case .email(let address) = try ExtraName.email(checked: text) else { return text }
        return address
    }

    /// A domain, perhaps with a dot before it, which leaves the domain itself out.
    private static func domain(_ base: String, _ text: String) throws(AuthorityError) -> String {
        let name = base.hasPrefix(".") ? String(base.dropFirst()) : base
        guard let checked = try? ServerName(name), case .dnsName(let dns) = checked else {
            throw .invalidName(text, reason: "it names no DNS domain")
        }
        return base.hasPrefix(".") ? "." + dns : dns
    }

    /// Address and mask in 8 or 32 bytes.
    private static func network(_ base: String, _ text: String) throws(AuthorityError) -> [UInt8] {
        let parts = base.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let name = try? ServerName(String(first)),
            case .ipAddress(let address) = name
        else { throw .invalidName(text, reason: "it is not ip:ADDRESS/BITS") }
        let width = address.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(bits) else {
            throw .invalidName(text, reason: "a network's prefix has 0 to \(width) bits")
        }
        let mask = (0..<address.count).map { index in
            UInt8(truncatingIfNeeded: 0xFF00 >> min(8, max(0, bits - index * 8)))
        }
        guard zip(address, mask).allSatisfy({ $0 & ~$1 == 0 }) else {
            throw .invalidName(text, reason: "the address has bits set outside of its prefix of \(bits) bits")
        }
        return address + mask
    }
}

/// Distinguished names as people write them (RFC 4514), the most specific part first.
enum DirectoryNameText {
    /// - Parameter text: the whole of what was given, for errors.
    static func name(_ base: String, _ text: String) throws(AuthorityError) -> DistinguishedName {
        var names: [RelativeDistinguishedName] = []
        for part in parts(base) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let type = types[sides[0].trimmed.uppercased()], !sides[1].trimmed.isEmpty else {
                throw .invalidName(text, reason: "a directory name is like O=Example,C=DE, of \(types.keys.sorted())")
            }
            let value = sides[1].trimmed
            do {
                let attribute =
                    type == .NameAttributes.countryName
                    ? try RelativeDistinguishedName.Attribute(type: type, printableString: value)
                    : RelativeDistinguishedName.Attribute(type: type, utf8String: value)
                names.append(RelativeDistinguishedName(attribute))
            } catch {
                throw .invalidName(text, reason: "\"\(value.printable)\" cannot stand in a directory name")
            }
        }
        guard !names.isEmpty else { throw .invalidName(text, reason: "the directory name is empty") }
        return DistinguishedName(names.reversed())
    }

    private static let types: [String: ASN1ObjectIdentifier] = [
        "CN": .NameAttributes.commonName, "O": .NameAttributes.organizationName,
        "OU": .NameAttributes.organizationalUnitName, "C": .NameAttributes.countryName,
        "L": .NameAttributes.localityName, "ST": .NameAttributes.stateOrProvinceName,
    ]

    /// Parted at commas, but for those behind a backslash.
    private static func parts(_ text: String) -> [String] {
        var parts = [""]
        var isEscaped = false
        for character in text {
            if isEscaped {
                parts[parts.count - 1].append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "," {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
