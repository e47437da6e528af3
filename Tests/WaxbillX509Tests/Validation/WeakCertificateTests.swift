import Testing
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

/// Certificates of weak algorithms, which only OpenSSL makes for us.
@Suite(.needsOpenSSL)
struct WeakCertificateTests {
    let openssl: OpenSSL
    let roots: TrustRoots

    init() throws {
        openssl = try OpenSSL()
        try openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -days 30 -subj /CN=root")
        try openssl.directory.write("subjectAltName=DNS:server.example\n", to: "leaf.cnf")
        roots = try TrustRoots(file: openssl.path("ca.pem"))
    }

    private func issue(_ key: String, _ options: String) throws {
        try openssl("req -new -newkey \(key) -nodes -keyout key.pem -out leaf.csr -subj /CN=leaf")
        try openssl(
            "x509 -req -in leaf.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 30 -extfile leaf.cnf -out leaf.pem \(options)"
        )
    }

    private func refusal(_ files: [String] = ["leaf.pem"]) async throws -> CertificateRefusal? {
        let chain = try files.flatMap { file in
            try PEM.blocks(in: Array(try openssl.directory.text(file).utf8)).map(\.contents)
        }
        let request = CertificateVerificationRequest(
            certificateChain: chain, purpose: .server(try ServerName("server.example")))
        guard case .refused(let refusal) = await ChainVerifier(roots: roots).verify(request) else { return nil }
        return refusal
    }

    @Test func soundIsAccepted() async throws {
        try issue("rsa:2048", "-sha256")
        #expect(try await refusal() == nil)
    }

    @Test func sha1() async throws {
        try issue("rsa:2048", "-sha1")
        let refusal = try #require(try await refusal())
        #expect(refusal.reason == .badCertificate)
        #expect(refusal.detail.contains("SHA-1"))
    }

    @Test func md5() async throws {
        try issue("rsa:2048", "-md5")
        let refusal = try #require(try await refusal())
        #expect(refusal.reason == .badCertificate)
        #expect(refusal.detail.contains("md5WithRSAEncryption"))
    }

    @Test func smallRSA() async throws {
        try issue("rsa:1024", "-sha256")
        let refusal = try #require(try await refusal())
        #expect(refusal.reason == .unsupportedCertificate)
        #expect(refusal.detail.contains("1024 bits"))
        #expect(refusal.detail.contains("CN=leaf"))
    }

    @Test func unsupportedKey() async throws {
        try issue("ec -pkeyopt ec_paramgen_curve:secp256k1", "-sha256")
        let refusal = try #require(try await refusal())
        #expect(refusal.reason == .badCertificate || refusal.reason == .unsupportedCertificate)
    }

    @Test func unusableIssuerIsNamed() async throws {
        try openssl("req -x509 -newkey rsa:1024 -nodes -keyout small-key.pem -out small.pem -days 30 -subj /CN=small")
        try openssl("req -new -newkey rsa:2048 -nodes -keyout key.pem -out leaf.csr -subj /CN=leaf")
        try openssl(
            "x509 -req -in leaf.csr -CA small.pem -CAkey small-key.pem -CAcreateserial -days 30 -extfile leaf.cnf -out leaf.pem"
        )
        let refusal = try #require(try await refusal(["leaf.pem", "small.pem"]))
        #expect(refusal.reason == .unsupportedCertificate)
        #expect(refusal.detail.contains("CN=small"))
        #expect(refusal.detail.contains("1024 bits"))
    }

    /// The self-signature of an anchor proves nothing, so its hash does not matter.
    @Test func anchorMayBeSignedWithSHA1() async throws {
        try openssl("req -x509 -sha1 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -days 30 -subj /CN=root")
        try issue("rsa:2048", "-sha256")
        let verifier = ChainVerifier(roots: try TrustRoots(file: openssl.path("ca.pem")))
        let leaf = try PEM.blocks(in: Array(try openssl.directory.text("leaf.pem").utf8)).map(\.contents)
        let result = await verifier.verify(
            CertificateVerificationRequest(certificateChain: leaf, purpose: .server(try ServerName("server.example"))))
        guard case .verified = result else {
            Issue.record("refused: \(result)")
            return
        }
    }
}
