import WaxbillTestSupport
import WaxbillX509

private let serverAuth = "1.3.6.1.5.5.7.3.1"

extension VerificationLine {
    /// What the CA/Browser Forum's Baseline Requirements demand besides, or allow.
    static let webPKI: [VerificationLine] = [
        web("nothing wrong") { _ in },
        wrongWeb("a leaf without extended key usage", .extendedKeyUsage) {
            $0.leaf.remove(DraftExtension.Types.extendedKeyUsage)
        },
        wrongWeb("a leaf for any purpose", .extendedKeyUsage) {
            $0.leaf.set(.extendedKeyUsage(serverAuth, "2.5.29.37.0"))
        },
        wrongWeb("critical extended key usage", .extensionCriticality) {
            $0.leaf.set(.extendedKeyUsage(serverAuth).critical(true))
        },
        wrongWeb("a root with extended key usage", .extendedKeyUsage) { $0.root.set(.extendedKeyUsage(serverAuth)) },
        wrongWeb("a leaf that is an authority", .basicConstraints) {
            $0.leaf.set(.basicConstraints(authority: true))
            $0.leaf.set(.keyUsage(.keyCertSign, .digitalSignature))
        },
        wrongWeb("critical names beside a subject", .subjectAlternativeName) {
            $0.leaf.set(.subjectAlternativeName([.dns("server.example")]).critical(true))
        },
        wrongWeb("no names", .subjectAlternativeName) { scene in
            scene.leaf.remove(DraftExtension.Types.subjectAlternativeName)
            scene["name"] = nil
        },
        web("name constraints that are not critical") {
            $0.authority.set(.nameConstraints(permitted: [.dns("example")]).critical(false))
        },
        wrongWeb("a common name that is none of the names", .name) { $0.leaf.subject = DraftDER.name("other.example") },
        wrongWeb("an RSA key of 2052 bits", .keySize) { $0.leaf.publicKey = DraftKey.inventedRSA(bits: 2052) },
        wrongWeb("a serial number of 21 octets", .serialNumber) {
            $0.leaf.serial = [1] + [UInt8](repeating: 0, count: 20)
        },
        wrongWeb("version 1", .version) { scene in
            scene["name"] = nil
            scene.leaf.version = nil
            scene.leaf.extensions = []
            scene.leaf.addsSubjectKeyIdentifier = false
            scene.leaf.addsAuthorityKeyIdentifier = false
        },
        wrongWeb("a root's key identifiers that differ", .keyIdentifiers) {
            $0.root.set(.authorityKeyIdentifier([1, 2, 3]))
        },
        wrongWeb("a root's issuer named by its serial number", .keyIdentifiers) {
            $0.root.set(
                DraftExtension(
                    DraftExtension.Types.authorityKeyIdentifier,
                    DraftDER.sequence(DraftDER.implicit(0, [1, 2, 3]), DraftDER.implicit(2, [1]))))
        },
    ]

    private static func web(
        _ what: String, _ change: @escaping @Sendable (inout LineScene) throws -> Void
    ) -> VerificationLine {
        .good("web PKI: \(what)") { scene in
            scene["profile"] = "webpki"
            scene.leaf.subject = DraftDER.name("server.example")
            try change(&scene)
        }
    }

    private static func wrongWeb(
        _ what: String, _ rule: ValidationRule, _ change: @escaping @Sendable (inout LineScene) throws -> Void
    ) -> VerificationLine {
        .bad("web PKI: \(what)", rule) { scene in
            scene["profile"] = "webpki"
            scene.leaf.subject = DraftDER.name("server.example")
            try change(&scene)
        }
    }
}
