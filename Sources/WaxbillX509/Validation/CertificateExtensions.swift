import X509

/// The extensions that a validation knows, decoded (RFC 5280, Section 4.2). One that is malformed spoils the certificate.
struct CertificateExtensions: Sendable {
    let basicConstraints: BasicConstraints?
    let keyUsage: KeyUsage?
    let extendedKeyUsage: ExtendedKeyUsage?
    /// The issuer's key by its identifier, where the certificate says (RFC 5280, Section 4.2.1.1).
    let authorityKeyIdentifier: ArraySlice<UInt8>?
    /// The certificate's own key by its identifier (RFC 5280, Section 4.2.1.2).
    let subjectKeyIdentifier: ArraySlice<UInt8>?
    let nameConstraints: NameConstraintSubtrees?
    let policies: PolicyExtensions
    /// The certificate's names, its subject among them.
    let names: CertificateNames
    /// The first critical one that nobody here understands.
    let unknownCritical: ObjectIdentifierText?

    /// - Parameter subject: the certificate's.
    init(_ fields: CertificateFields, subject: CanonicalName) throws(RuleViolation) {
        guard let list = fields.extensions else {
            throw RuleViolation(.malformedExtension, "has malformed extensions")
        }
        try Self.checkDuplicates(fields)
        basicConstraints = try Self.decode(list, 19, "basicConstraints") { BasicConstraints(decoding: &$0) }
        keyUsage = try Self.decode(list, 15, "keyUsage") { KeyUsage(decoding: &$0) }
        extendedKeyUsage = try Self.decode(list, 37, "extKeyUsage") { ExtendedKeyUsage(decoding: &$0) }
        authorityKeyIdentifier =
            try Self.decode(list, 35, "authorityKeyIdentifier") { KeyIdentifier.authority(&$0) } ?? nil
        subjectKeyIdentifier = try Self.decode(list, 14, "subjectKeyIdentifier") { KeyIdentifier.subject(&$0) }
        let constraints = list.first { $0.number == 30 }
        nameConstraints = if let constraints { try NameConstraintSubtrees(derEncoded: constraints.value) } else { nil }
        policies = try PolicyExtensions { number in list.first { $0.number == number }?.value }
        names = try CertificateNames(
            subject: subject, fields.subject[...], subjectAlternativeName: list.first { $0.number == 17 }?.value)
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

    private static func checkDuplicates(_ fields: CertificateFields) throws(RuleViolation) {
        guard let entry = fields.outline.repeatedExtension(in: fields.der) else { return }
        let name = ObjectIdentifierText(fields.der[entry.identifier]).map(\.description) ?? "(malformed)"
        throw RuleViolation(.duplicateExtension, "has the extension \(name) more than once")
    }

    /// - Parameters:
    ///   - number: the last arc of 2.5.29.
    ///   - decode: reads the value to its end; nil where it is malformed.
    private static func decode<Value>(
        _ list: [CertificateFields.Extension], _ number: UInt8, _ name: StaticString,
        _ decode: (inout DERCursor) -> Value?
    ) throws(RuleViolation) -> Value? {
        guard let entry = list.first(where: { $0.number == number }) else { return nil }
        var cursor = DERCursor(Array(entry.value))
        guard let value = decode(&cursor), cursor.isAtEnd else {
            throw RuleViolation(.malformedExtension, "has a malformed \(name)")
        }
        return value
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
