import SwiftASN1
import X509

/// The extensions that a validation knows, decoded (RFC 5280, Section 4.2). One that is malformed spoils the certificate.
struct CertificateExtensions: Sendable {
    let basicConstraints: BasicConstraints?
    let keyUsage: KeyUsage?
    let extendedKeyUsage: ExtendedKeyUsage?
    let authorityKeyIdentifier: AuthorityKeyIdentifier?
    let subjectKeyIdentifier: SubjectKeyIdentifier?
    let nameConstraints: NameConstraintSubtrees?
    let policies: PolicyExtensions
    /// The certificate's names, its subject among them.
    let names: CertificateNames
    /// The first critical one that nobody here understands.
    let unknownCritical: ObjectIdentifierText?

    init(_ fields: CertificateFields) throws(RuleViolation) {
        guard let list = fields.extensions else {
            throw RuleViolation(.malformedExtension, "has malformed extensions")
        }
        try Self.checkDuplicates(list)
        basicConstraints = try Self.decode(list, 19, "basicConstraints") { try BasicConstraints($0) }
        keyUsage = try Self.decode(list, 15, "keyUsage") { try KeyUsage($0) }
        extendedKeyUsage = try Self.decode(list, 37, "extKeyUsage") { try ExtendedKeyUsage($0) }
        authorityKeyIdentifier = try Self.decode(list, 35, "authorityKeyIdentifier") { try AuthorityKeyIdentifier($0) }
        subjectKeyIdentifier = try Self.decode(list, 14, "subjectKeyIdentifier") { try SubjectKeyIdentifier($0) }
        if let extendedKeyUsage, extendedKeyUsage.isEmpty {
            throw RuleViolation(.malformedExtension, "has an empty extKeyUsage")
        }
        let constraints = list.first { $0.number == 30 }
        nameConstraints = if let constraints { try NameConstraintSubtrees(derEncoded: constraints.value) } else { nil }
        policies = try PolicyExtensions { number in list.first { $0.number == number }?.value }
        names = try CertificateNames(
            subject: fields.subject[...], subjectAlternativeName: list.first { $0.number == 17 }?.value)
        unknownCritical = list.first { $0.isCritical && !$0.isUnderstood }.flatMap {
            ObjectIdentifierText($0.identifier)
        }
    }

    /// Whether basicConstraints says CA:TRUE.
    var isAuthority: Bool {
        guard case .isCertificateAuthority = basicConstraints else { return false }
        return true
    }

    /// The most certificates that may follow a CA's, the leaf and self-issued ones not counted; nil: any number.
    var pathLength: Int? {
        guard case .isCertificateAuthority(let length) = basicConstraints else { return nil }
        return length
    }

    /// RFC 5280, Section 4.2: a certificate MUST NOT include more than one instance of an extension.
    private static func checkDuplicates(_ list: [CertificateFields.Extension]) throws(RuleViolation) {
        // Hashing costs more than comparing a few, and comparing many with each other more than hashing.
        var seen: Set<ArraySlice<UInt8>> = []
        for (index, entry) in list.enumerated() {
            let isNew =
                index < 16
                ? !list[..<index].contains { $0.identifier == entry.identifier }
                : !list[..<16].contains { $0.identifier == entry.identifier } && seen.insert(entry.identifier).inserted
            if isNew { continue }
            let name = ObjectIdentifierText(entry.identifier).map(\.description) ?? "(malformed)"
            throw RuleViolation(.duplicateExtension, "has the extension \(name) more than once")
        }
    }

    /// - Parameter number: the last arc of 2.5.29.
    private static func decode<Value>(
        _ list: [CertificateFields.Extension], _ number: UInt8, _ name: StaticString,
        _ decode: (Certificate.Extension) throws -> Value
    ) throws(RuleViolation) -> Value? {
        guard let entry = list.first(where: { $0.number == number }) else { return nil }
        do {
            return try decode(
                Certificate.Extension(
                    oid: [2, 5, 29, UInt(number)], critical: entry.isCritical, value: entry.value))
        } catch {
            throw RuleViolation(.malformedExtension, "has a malformed \(name)")
        }
    }
}

extension CertificateFields.Extension {
    /// The last arc of an extension of RFC 5280 (2.5.29.n); nil for others.
    var number: UInt8? {
        identifier.count == 3 && identifier.starts(with: [0x55, 0x1D]) ? identifier.last : nil
    }

    /// Whether a validation honours it, so that it may be critical (RFC 5280, Section 4.2): subjectKeyIdentifier, keyUsage,
    /// subjectAltName, basicConstraints, nameConstraints, cRLDistributionPoints, certificatePolicies, policyMappings,
    /// authorityKeyIdentifier, policyConstraints, extKeyUsage, freshestCRL, inhibitAnyPolicy.
    fileprivate var isUnderstood: Bool {
        number.map { [14, 15, 17, 19, 30, 31, 32, 33, 35, 36, 37, 46, 54].contains($0) } ?? false
    }
}
