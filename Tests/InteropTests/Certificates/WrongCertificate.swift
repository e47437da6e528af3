import Testing
import WaxbillX509

/// Certificates that are wrong on purpose, or shown for what they are not made for.
enum WrongCertificate: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case expired
    case notYetValid = "not yet valid"
    case wrongUsage = "a client's ExtendedKeyUsage"
    case serverAsClient = "a server's, shown by a client"
    case wrongKeyUsage = "a KeyUsage without signatures"
    case noAuthority = "CA:FALSE in the middle"
    case pathTooLong = "an authority too many"
    case noName = "no SAN, the name as CN"
    case wrongName = "of another name"
    case notPermitted = "a name that is not permitted"
    case excluded = "a name that is excluded"
    case stranger = "of another authority"
    case selfSigned = "self-signed"
    case wrongSignature = "signed by another key"
    case unknownCritical = "an unknown critical extension"
    case overSHA1 = "signed over SHA-1"
    case weakKey = "an RSA key of 1024 bits"

    var testDescription: String { rawValue }

    /// The certificate, with nothing wrong besides.
    func chain() throws -> JudgedChain {
        let authority = try JudgedAuthority.of(.p256)
        switch self {
        case .expired: return try authority.judged(notAfter: -1)
        case .notYetValid: return try authority.judged(notBefore: 1, notAfter: 9)
        case .wrongUsage: return try authority.judged(defects: [.wrongEKU])
        case .serverAsClient:
            var chain = try authority.judged()
            chain.purpose = .client
            return chain
        case .wrongKeyUsage: return try authority.judged(defects: [.wrongKeyUsage])
        // Below a root, so that the path is not too long as well.
        case .noAuthority: return try JudgedAuthority.flat().judged(defects: [.caFalse])
        case .pathTooLong: return try authority.intermediate(.init(name: "One too many")).judged()
        case .noName: return try authority.judged([JudgedChain.names[0]], defects: [.noSAN])
        case .wrongName:
            var chain = try authority.judged()
            chain.name = "other.server.example"
            return chain
        case .notPermitted: return try authority.judged([JudgedChain.names[0], "other.example"])
        case .excluded: return try authority.judged([JudgedChain.names[0], "www.secret.server.example"])
        case .stranger:
            return JudgedChain(root: try JudgedAuthority.flat().certificatePEM, issued: try authority.judged().issued)
        case .selfSigned: return try authority.judged(defects: [.selfSigned])
        case .wrongSignature: return try authority.judged(defects: [.wrongSignature])
        case .unknownCritical: return try authority.judged(defects: [.unknownCritical])
        case .overSHA1: return try authority.judged(defects: [.sha1])
        case .weakKey: return try authority.judged(defects: [.weakKey])
        }
    }

    /// What our own validator finds.
    var rule: ValidationRule {
        switch self {
        case .expired, .notYetValid: .validity
        case .wrongUsage, .serverAsClient: .extendedKeyUsage
        case .wrongKeyUsage: .keyUsage
        case .noAuthority: .basicConstraints
        case .pathTooLong: .pathLength
        case .noName, .wrongName: .name
        case .notPermitted, .excluded: .nameConstraints
        case .stranger, .selfSigned: .unknownIssuer
        case .wrongSignature: .signature
        case .unknownCritical: .unknownCriticalExtension
        case .overSHA1: .weakSignatureAlgorithm
        case .weakKey: .keySize
        }
    }
}
