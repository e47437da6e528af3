import TLSCrypto
import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// A version before TLS 1.3 with one of its suites, and who talks in it.
struct Case12: Sendable, CustomTestStringConvertible {
    let version: ProtocolVersion
    let suite: CipherSuite
    /// The server's key.
    let key: StubPKI.KeyType

    init(_ version: ProtocolVersion, _ suite: CipherSuite, key: StubPKI.KeyType? = nil) {
        self.version = version
        self.suite = suite
        self.key = key ?? (CipherSuite12(suite)?.authentication == .ecdsa ? .p256 : .rsa2048)
    }

    var testDescription: String { "\(version) \(suite) \(key)" }
    var facts: CipherSuite12? { CipherSuite12(suite) }
    var hasCBC: Bool { facts?.mac != nil }
    var isKeyTransport: Bool { facts?.keyExchange == .rsa }

    /// Each version with each of its suites.
    static let all = CipherSuiteParameters12.supportedSuites.flatMap { suite in
        versions.filter { $0 >= CipherSuite12(suite)?.minimumVersion ?? .tls13 }.map { Case12($0, suite) }
    }

    static let versions: [ProtocolVersion] = [.tls10, .tls11, .tls12]

    /// One of each kind of key exchange and record.
    static let few = [
        Case12(.tls12, .ecdheECDSAWithAES128GCMSHA256), Case12(.tls12, .rsaWithAES256GCMSHA384),
        Case12(.tls12, .ecdheRSAWithChaCha20Poly1305SHA256), Case12(.tls12, .ecdheRSAWithAES256CBCSHA384),
        Case12(.tls11, .ecdheECDSAWithAES128CBCSHA), Case12(.tls10, .rsaWithAES128CBCSHA),
    ].filter { CipherSuiteParameters12($0.suite) != nil }

    /// Whether this build has suites with CBC, without which there is no TLS 1.1 and 1.0 either.
    static let hasCBC = all.contains(where: \.hasCBC)

    /// A suite that every build has.
    static let usual = Case12(.tls12, .ecdheECDSAWithAES128GCMSHA256)

    /// An engine's client that offers this alone.
    var client: ClientConfiguration {
        var client = ClientConfiguration.stub
        client.versions = version...version
        client.cipherSuites = [suite]
        client.signatureSchemes = Self.schemes
        client.groups = [.x25519, .secp256r1, .secp384r1, .secp521r1]
        return client
    }

    /// An engine's server that takes this alone.
    var server: ServerConfiguration {
        var server = ServerConfiguration.stub(key)
        server.versions = version...version
        server.cipherSuites = [suite]
        server.signatureSchemes = Self.schemes
        server.groups = [.x25519, .secp256r1, .secp384r1, .secp521r1]
        return server
    }

    func scriptedServer(session: ScriptedSession12? = nil) -> ScriptedServer12 {
        ScriptedServer12(version, suite, StubPKI.identity(key), session: session)
    }

    func scriptedClient(
        identity: StubPKI.KeyType? = nil, session: ScriptedSession12? = nil
    ) -> ScriptedClient12 {
        ScriptedClient12(version, suite, identity: identity.map(StubPKI.identity), session: session)
    }

    static let schemes: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSecp521r1SHA512, .ed25519, .rsaPSSRSAESHA256,
        .rsaPSSRSAESHA384, .rsaPSSRSAESHA512, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .ecdsaSHA1,
        .rsaPKCS1SHA1,
    ]
}

extension ClientConfiguration {
    /// Offers TLS 1.3 as well.
    mutating func offerTLS13() {
        versions = versions.lowerBound ... .tls13
        cipherSuites += [.aes128GCMSHA256]
    }

    /// Offers a suite with CBC as well.
    mutating func offerCBC() { cipherSuites.append(.ecdheECDSAWithAES128CBCSHA) }
}

extension Trait where Self == ConditionTrait {
    /// Skips what only builds with BoringSSL can do.
    static var needsCBC: Self { .enabled(if: Case12.hasCBC, "CBC needs the package's trait BoringSSL") }
}

/// Data of several lengths both ways; whether it arrives.
func exchangeData<Endpoint: TLSConnection & ~Copyable>(
    _ peer: ScriptedPeer, _ endpoint: inout DrivenEndpoint<Endpoint>
) async throws -> Bool {
    let counts = (peer.data.count, endpoint.log.received.count)
    for length in [0, 1, 15, 16, 17, 1000] {
        try peer.send(.data([UInt8](repeating: 1, count: length)))
        try endpoint.endpoint.send([UInt8](repeating: 2, count: length).span.bytes)
        try await peer.exchange(with: &endpoint)
    }
    return endpoint.log.received.dropFirst(counts.1).elementsEqual([UInt8](repeating: 1, count: 1049))
        && peer.data.dropFirst(counts.0).elementsEqual([UInt8](repeating: 2, count: 1049))
}
