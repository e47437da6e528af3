import Testing
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

/// Certificates with RSASSA-PSS, as signature and as kind of key (RFC 4055), which OpenSSL makes for us.
@Suite(.needsOpenSSL)
struct RSAPSSCertificateTests {
    /// The hash of signature and mask, the length of the salt, and whether that is accepted: only what TLS has a scheme for.
    @Test(arguments: [("sha256", 32, true), ("sha384", 48, true), ("sha512", 64, true), ("sha256", 20, false)])
    func signatures(_ hash: String, _ salt: Int, _ isAccepted: Bool) throws {
        let openssl = try OpenSSL()
        let pss = "-\(hash) -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:\(salt)"
        try openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -days 30 -subj /CN=root \(pss)")
        #expect(try verdict(openssl, "rsa:2048", pss) == (isAccepted ? nil : .unsupportedAlgorithm))
    }

    @Test func keys() throws {
        let openssl = try OpenSSL()
        let kind = "rsa-pss -pkeyopt rsa_keygen_bits:2048"
        try openssl("req -x509 -newkey \(kind) -nodes -keyout ca-key.pem -out ca.pem -days 30 -subj /CN=root -sha256")
        let pss = "-sha256 -sigopt rsa_pss_saltlen:32"
        #expect(try verdict(openssl, kind, pss) == nil)
    }

    @Test func wrongSignature() throws {
        let openssl = try OpenSSL()
        let pss = "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32"
        try openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -days 30 -subj /CN=root \(pss)")
        #expect(try verdict(openssl, "rsa:2048", pss) { $0[$0.count - 1] ^= 1 } == .signature)
    }

    /// The rule that a leaf of the CA breaks; nil: none.
    private func verdict(
        _ openssl: OpenSSL, _ key: String, _ signature: String, damage: (inout [UInt8]) -> Void = { _ in }
    ) throws -> ValidationRule? {
        try openssl.directory.write("subjectAltName=DNS:server.example\n", to: "leaf.cnf")
        try openssl("req -new -newkey \(key) -nodes -keyout key.pem -out leaf.csr -subj /CN=leaf")
        try openssl(
            "x509 -req -in leaf.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 30 -extfile leaf.cnf -out leaf.pem "
                + signature)
        var leaf = try #require(PEM.blocks(in: Array(try openssl.directory.text("leaf.pem").utf8)).first).contents
        damage(&leaf)
        let verifier = ChainVerifier(roots: try TrustRoots(file: openssl.path("ca.pem")))
        let request = CertificateVerificationRequest(
            certificateChain: [leaf], purpose: .server(try ServerName("server.example")))
        do throws(ValidationRefusal) {
            _ = try verifier.validate(request)
            return nil
        } catch {
            return error.rule
        }
    }
}
