/// An extension of a certificate or a CRL, right or wrong.
package struct DraftExtension: Sendable {
    /// Dotted.
    package var type: String
    package var isCritical: Bool
    /// The DER inside of the OCTET STRING.
    package var value: [UInt8]

    package init(_ type: String, critical isCritical: Bool = false, _ value: [UInt8]) {
        self.type = type
        self.isCritical = isCritical
        self.value = value
    }

    /// The same, critical or not.
    package func critical(_ isCritical: Bool) -> DraftExtension { DraftExtension(type, critical: isCritical, value) }

    var der: [UInt8] {
        isCritical
            ? DraftDER.sequence(DraftDER.object(type), DraftDER.boolean(true), DraftDER.octets(value))
            : DraftDER.sequence(DraftDER.object(type), DraftDER.octets(value))
    }

    /// The extensions' types, dotted.
    package enum Types {
        package static let subjectKeyIdentifier = "2.5.29.14"
        package static let keyUsage = "2.5.29.15"
        package static let subjectAlternativeName = "2.5.29.17"
        package static let basicConstraints = "2.5.29.19"
        package static let crlNumber = "2.5.29.20"
        package static let reasonCode = "2.5.29.21"
        package static let deltaCRLIndicator = "2.5.29.27"
        package static let issuingDistributionPoint = "2.5.29.28"
        package static let certificateIssuer = "2.5.29.29"
        package static let nameConstraints = "2.5.29.30"
        package static let crlDistributionPoints = "2.5.29.31"
        package static let certificatePolicies = "2.5.29.32"
        package static let policyMappings = "2.5.29.33"
        package static let authorityKeyIdentifier = "2.5.29.35"
        package static let policyConstraints = "2.5.29.36"
        package static let extendedKeyUsage = "2.5.29.37"
        package static let inhibitAnyPolicy = "2.5.29.54"
        package static let authorityInformationAccess = "1.3.6.1.5.5.7.1.1"
    }
}

extension DraftExtension {
    package static func basicConstraints(authority isAuthority: Bool, pathLength: Int? = nil) -> DraftExtension {
        let fields = (isAuthority ? DraftDER.boolean(true) : []) + (pathLength.map { DraftDER.integer($0) } ?? [])
        return DraftExtension(Types.basicConstraints, critical: true, DraftDER.sequence(fields))
    }

    /// The bits of KeyUsage (RFC 5280, Section 4.2.1.3).
    package enum Usage: UInt8, Sendable {
        case digitalSignature = 0x80
        case keyEncipherment = 0x20
        case keyCertSign = 0x04
        case crlSign = 0x02
    }

    package static func keyUsage(_ usages: Usage...) -> DraftExtension {
        let bits = usages.reduce(0) { $0 | $1.rawValue }
        return DraftExtension(
            Types.keyUsage, critical: true,
            DraftDER.bits(bits == 0 ? [] : [bits], unused: bits == 0 ? 0 : UInt8(bits.trailingZeroBitCount)))
    }

    /// - Parameter purposes: dotted.
    package static func extendedKeyUsage(_ purposes: String...) -> DraftExtension {
        DraftExtension(Types.extendedKeyUsage, DraftDER.sequence(of: purposes.map { DraftDER.object($0) }))
    }

    package static func subjectAlternativeName(_ names: [DraftName]) -> DraftExtension {
        DraftExtension(Types.subjectAlternativeName, DraftDER.sequence(of: names.map(\.der)))
    }

    package static func nameConstraints(
        permitted: [DraftName] = [], excluded: [DraftName] = []
    ) -> DraftExtension {
        func subtrees(_ number: UInt8, _ names: [DraftName]) -> [UInt8] {
            guard !names.isEmpty else { return [] }
            return DraftDER.explicit(number, names.flatMap { DraftDER.sequence($0.der) })
        }
        return DraftExtension(
            Types.nameConstraints, critical: true, DraftDER.sequence(subtrees(0, permitted), subtrees(1, excluded)))
    }

    package static func certificatePolicies(_ policies: String...) -> DraftExtension {
        DraftExtension(
            Types.certificatePolicies,
            DraftDER.sequence(of: policies.map { DraftDER.sequence(DraftDER.object($0)) }))
    }

    package static func policyMappings(_ pairs: (issuer: String, subject: String)...) -> DraftExtension {
        DraftExtension(
            Types.policyMappings, critical: true,
            DraftDER.sequence(
                of: pairs.map { DraftDER.sequence(DraftDER.object($0.issuer), DraftDER.object($0.subject)) }))
    }

    package static func policyConstraints(requireExplicit: Int? = nil, inhibitMapping: Int? = nil) -> DraftExtension {
        func skip(_ number: UInt8, _ count: Int?) -> [UInt8] {
            count.map { DraftDER.implicit(number, [UInt8($0)]) } ?? []
        }
        return DraftExtension(
            Types.policyConstraints, critical: true,
            DraftDER.sequence(skip(0, requireExplicit), skip(1, inhibitMapping)))
    }

    package static func inhibitAnyPolicy(_ skipped: Int) -> DraftExtension {
        DraftExtension(Types.inhibitAnyPolicy, critical: true, DraftDER.integer(skipped))
    }

    package static func subjectKeyIdentifier(_ identifier: [UInt8]) -> DraftExtension {
        DraftExtension(Types.subjectKeyIdentifier, DraftDER.octets(identifier))
    }

    package static func authorityKeyIdentifier(_ identifier: [UInt8]) -> DraftExtension {
        DraftExtension(Types.authorityKeyIdentifier, DraftDER.sequence(DraftDER.implicit(0, identifier)))
    }
}

/// A GeneralName, right or wrong.
package struct DraftName: Sendable {
    package let der: [UInt8]

    package init(der: [UInt8]) { self.der = der }

    package static func dns(_ name: String) -> DraftName { DraftName(der: DraftDER.implicit(2, Array(name.utf8))) }
    package static func email(_ name: String) -> DraftName { DraftName(der: DraftDER.implicit(1, Array(name.utf8))) }
    package static func uri(_ name: String) -> DraftName { DraftName(der: DraftDER.implicit(6, Array(name.utf8))) }
    /// - Parameter bytes: an address; in constraints an address and a mask.
    package static func ip(_ bytes: [UInt8]) -> DraftName { DraftName(der: DraftDER.implicit(7, bytes)) }
    /// - Parameter name: a DER Name.
    package static func directory(_ name: [UInt8]) -> DraftName { DraftName(der: DraftDER.explicit(4, name)) }

    package static func other(_ type: String, _ value: [UInt8]) -> DraftName {
        DraftName(der: DraftDER.explicit(0, DraftDER.object(type) + DraftDER.explicit(0, value)))
    }
}
