import WaxbillTLS

/// The rules of path validation, each with the section that it comes from and the alert that its breach deserves.
public enum ValidationRule: String, Sendable, Hashable, CaseIterable, Codable {
    // What a certificate is
    case malformedCertificate
    case version
    case serialNumber
    case signatureAlgorithmMismatch
    case unsupportedAlgorithm
    case weakSignatureAlgorithm
    case keySize
    case duplicateExtension
    case malformedExtension
    case unknownCriticalExtension
    case extensionCriticality
    case emptyIssuer
    case emptySubject
    case keyIdentifiers
    case subjectAlternativeName
    // What a path is
    case unknownIssuer
    case signature
    case validity
    case basicConstraints
    case pathLength
    case keyUsage
    case extendedKeyUsage
    case nameConstraints
    case policies
    case name
    case revoked
    case revocationUnknown
    case ocspResponse
    // What is asked of the whole
    case pin
    case decision
    case chainSize
    case depth
    case work
}

extension ValidationRule {
    /// Where the rule stands.
    public var section: String {
        switch self {
        case .malformedCertificate: "RFC 5280, Section 4.1"
        case .version: "RFC 5280, Section 4.1.2.1"
        case .serialNumber: "RFC 5280, Section 4.1.2.2"
        case .signatureAlgorithmMismatch: "RFC 5280, Section 4.1.1.2"
        case .unsupportedAlgorithm: "RFC 5280, Section 4.1.1.2"
        case .weakSignatureAlgorithm: "RFC 9155, Section 2"
        case .keySize: "Baseline Requirements, Section 6.1.5"
        case .duplicateExtension, .malformedExtension, .unknownCriticalExtension, .extensionCriticality:
            "RFC 5280, Section 4.2"
        case .emptyIssuer: "RFC 5280, Section 4.1.2.4"
        case .emptySubject: "RFC 5280, Section 4.1.2.6"
        case .keyIdentifiers: "RFC 5280, Section 4.2.1.1"
        case .subjectAlternativeName: "RFC 5280, Section 4.2.1.6"
        case .unknownIssuer: "RFC 5280, Section 6.1"
        case .signature: "RFC 5280, Section 6.1.3 (a)(1)"
        case .validity: "RFC 5280, Section 4.1.2.5"
        case .basicConstraints: "RFC 5280, Section 4.2.1.9"
        case .pathLength: "RFC 5280, Section 6.1.4 (l)"
        case .keyUsage: "RFC 5280, Section 4.2.1.3"
        case .extendedKeyUsage: "RFC 5280, Section 4.2.1.12"
        case .nameConstraints: "RFC 5280, Section 6.1.3 (b)"
        case .policies: "RFC 5280, Section 6.1.5"
        case .name: "RFC 9525, Section 6"
        case .revoked, .revocationUnknown: "RFC 5280, Section 6.3"
        case .ocspResponse: "RFC 6066, Section 8"
        case .pin, .decision, .chainSize, .depth, .work: "RFC 5280, Section 6.2"
        }
    }

    /// What a peer is told (RFC 9846, Section 6.2).
    public var reason: CertificateRefusal.Reason {
        switch self {
        case .malformedCertificate, .version, .serialNumber, .signatureAlgorithmMismatch, .weakSignatureAlgorithm,
            .duplicateExtension, .malformedExtension, .extensionCriticality, .emptyIssuer, .emptySubject,
            .keyIdentifiers, .subjectAlternativeName, .signature, .nameConstraints, .policies:
            .badCertificate
        case .unsupportedAlgorithm, .keySize, .unknownCriticalExtension, .keyUsage, .extendedKeyUsage:
            .unsupportedCertificate
        case .unknownIssuer, .basicConstraints, .pathLength, .depth: .unknownAuthority
        case .validity: .expired
        case .revoked: .revoked
        case .ocspResponse: .alert(.badCertificateStatusResponse)
        case .name: .nameMismatch
        case .revocationUnknown, .pin, .decision, .chainSize, .work: .other
        }
    }
}
