extension LintRule {
    static let names: [LintRule] = [
        LintRule("common-name", .warning, "Baseline Requirements, Section 7.1.4.3") { subject in
            guard subject.isServer, CommonNameForm.breach(subject.form) == nil,
                let names = subject.form.alternativeNames
            else { return nil }
            let isNamed = subject.form.commonNames.allSatisfy { commonName in
                names.contains { name in
                    name.kind == .dns && name.contents == commonName
                        || name.kind == .ip
                            && IPAddressText.text(name.contents).map { commonName.elementsEqual($0.utf8) } ?? false
                }
            }
            return isNamed ? nil : "has a common name that is not in its subjectAltName"
        },
        LintRule("organizational-unit", .warning, "Baseline Requirements, Section 7.1.2.7.4") { subject in
            subject.isServer && subject.form.hasSubjectAttribute([0x55, 0x04, 0x0B])
                ? "has an organizationalUnitName in its subject" : nil
        },
        LintRule("san-malformed", .error, "RFC 5280, Section 4.2.1.6") { subject in
            subject.form.element(standard: 17) != nil && subject.form.alternativeNames == nil
                ? "has a malformed or empty subjectAltName extension" : nil
        },
        LintRule("san-duplicate", .warning, "RFC 5280, Section 4.2.1.6") { subject in
            var seen: Set<[UInt8]> = []
            let names = subject.form.alternativeNames ?? []
            return names.allSatisfy {
                seen.insert(Array($0.kind.rawValue.utf8) + [0] + $0.contents.asciiLowercased).inserted
            }
                ? nil : "has a name twice in its subjectAltName"
        },
        LintRule("san-kinds", .warning, "Baseline Requirements, Section 7.1.2.7.12") { subject in
            guard subject.isServer,
                let other = subject.form.alternativeNames?.first(where: { $0.kind != .dns && $0.kind != .ip })
            else { return nil }
            return "has names of the type \(other.kind.rawValue), which servers may not have"
        },
        .domain("dns-underscore", .error, "RFC 5280, Section 4.2.1.6") { name in
            name.contains(UInt8(ascii: "_")) ? "has the name \(name.quoted) with an underscore" : nil
        },
        .domain("dns-address", .error, "RFC 5280, Section 4.2.1.6") { name in
            DomainForm.isAddress(name) ? "has the address \(name.quoted) as a dNSName" : nil
        },
        .domain("dns-syntax", .error, "RFC 5280, Section 4.2.1.6") { name in
            guard !DomainForm.isAddress(name), WildcardName.breach(name) == nil else { return nil }
            let labels = name.starts(with: "*.".utf8) ? name.dropFirst(2) : name
            return DNSNameSyntax.isValid(labels, allowsUnderscore: true)
                ? nil : "has the malformed dNSName \(name.quoted)"
        },
        .domain("dns-internal", .warning, "Baseline Requirements, Section 4.2.2") { name in
            DomainForm.isInternal(name)
                ? "has the name \(name.quoted), which only has a meaning inside of a network" : nil
        },
        LintRule("address-reserved", .warning, "Baseline Requirements, Section 4.2.2") { subject in
            let addresses = subject.form.alternativeNames?.filter { $0.kind == .ip }.map(\.contents) ?? []
            guard let address = addresses.first(where: DomainForm.isReserved) else { return nil }
            return "has the address \(IPAddressText.text(address) ?? ""), which only has a meaning inside of a network"
        },
        LintRule("address-length", .error, "RFC 5280, Section 4.2.1.6") { subject in
            let names = subject.form.alternativeNames ?? []
            return names.contains { $0.kind == .ip && $0.contents.count != 4 && $0.contents.count != 16 }
                ? "has an iPAddress that is neither 4 nor 16 octets long" : nil
        },
    ]
}

/// What domains and addresses say about where they are used.
enum DomainForm {
    /// Whether it is the text of an address.
    static func isAddress(_ name: ArraySlice<UInt8>) -> Bool {
        IPAddressText.bytes(String(decoding: name, as: UTF8.self)) != nil
    }

    /// Whether the name is in no public registry: without a dot, or below a domain for such names (RFC 2606, RFC
    /// 6761, RFC 6762, RFC 8375, and what networks use).
    static func isInternal(_ name: ArraySlice<UInt8>) -> Bool {
        guard !isAddress(name), !name.isEmpty else { return false }
        let name = name.asciiLowercased
        guard name.contains(UInt8(ascii: ".")) else { return name != [UInt8(ascii: "*")] }
        return internalDomains.contains { DNSNameSyntax.isBelow(name[...], Array($0.utf8)) }
    }

    /// Whether the address is private, loopback or link-local.
    static func isReserved(_ address: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(address)
        switch bytes.count {
        case 4:
            // RFC 6890, Section 2.2.2.
            return bytes[0] == 10 || bytes[0] == 127 || bytes[0] == 172 && (16...31).contains(bytes[1])
                || bytes[0] == 192 && bytes[1] == 168 || bytes[0] == 169 && bytes[1] == 254
        case 16:
            // RFC 6890, Section 2.2.3.
            let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
            return isLoopback || bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
        default: return false
        }
    }

    private static let internalDomains = [
        "local", "localhost", "internal", "intranet", "lan", "home", "corp", "private", "test", "example", "invalid",
        "home.arpa",
    ]
}

extension CertificateForm {
    /// Whether the subject has an attribute of this type.
    /// - Parameter type: the contents of its OBJECT IDENTIFIER.
    func hasSubjectAttribute(_ type: [UInt8]) -> Bool {
        var sets = subjectNames
        while var set = sets.enter(.derSet) {
            while var attribute = set.enter(.derSequence) {
                guard let found = attribute.next(.derObjectIdentifier) else { break }
                if der[found.contents].elementsEqual(type) { return true }
            }
        }
        return false
    }
}
