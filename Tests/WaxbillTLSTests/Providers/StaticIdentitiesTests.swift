import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// Which identity fits a version and a key exchange.
@Suite struct StaticIdentitiesTests {
    struct Case: Sendable {
        let version: ProtocolVersion
        let schemes: [SignatureScheme]
        var acceptsKeyTransport = false
        var curves: [NamedGroup]?
        let key: StubPKI.KeyType?
    }

    /// All key types, ECDSA first and RSA last.
    private static let keys: [StubPKI.KeyType] = [.p256, .p384, .ed25519, .rsa2048]

    @Test(arguments: [
        Case(version: .tls13, schemes: [.ecdsaSecp384r1SHA384], key: .p384),
        Case(version: .tls13, schemes: [.rsaPKCS1SHA256], key: nil),
        // Any hash goes with any curve (RFC 5246, Section 7.4.1.4.1).
        Case(version: .tls12, schemes: [.ecdsaSecp384r1SHA384], key: .p256),
        // RFC 8422, Section 5.1.1: what the client supports is about certificates' keys as well.
        Case(version: .tls12, schemes: [.ecdsaSecp256r1SHA256], curves: [.x25519, .secp384r1], key: .p384),
        Case(version: .tls12, schemes: [.ecdsaSecp256r1SHA256], curves: [.x25519], key: nil),
        Case(version: .tls12, schemes: [.ed25519], curves: [.secp521r1], key: .ed25519),
        Case(version: .tls12, schemes: [.rsaPKCS1SHA256], key: .rsa2048),
        Case(version: .tls12, schemes: [.ed25519], key: .ed25519),
        Case(version: .tls12, schemes: [.ed448], key: nil),
        Case(version: .tls12, schemes: [.ed448], acceptsKeyTransport: true, key: .rsa2048),
        Case(version: .tls12, schemes: [], acceptsKeyTransport: true, key: .rsa2048),
        Case(version: .tls11, schemes: [.ecdsaSHA1], key: .p256),
        Case(version: .tls10, schemes: [.rsaPKCS1MD5SHA1], key: .rsa2048),
        Case(version: .tls10, schemes: [.rsaPKCS1SHA256], key: nil),
    ])
    func fitting(_ test: Case) {
        let provider = StaticIdentities(Self.keys.map(StubPKI.identity))
        let chosen = provider.identity(
            for: IdentityRequest(
                role: .server, version: test.version, serverName: nil, signatureSchemes: test.schemes,
                acceptsKeyTransport: test.acceptsKeyTransport, certificateAuthorities: [],
                curves: test.curves, applicationProtocols: []))
        #expect(chosen?.certificateChain == test.key.map { StubPKI.identity($0).certificateChain })
    }
}
