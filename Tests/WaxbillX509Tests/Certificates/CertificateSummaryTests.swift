import Testing
import WaxbillTestSupport

@testable import WaxbillX509

struct CertificateSummaryTests {
    /// What OpenSSL reads in a certificate is what we say of it.
    @Test(.needsOpenSSL) func agreesWithOpenSSL() throws {
        let openssl = try OpenSSL()
        let issued = TestPKI.issuedServer()
        try openssl.directory.write(issued.certificatePEM, to: "cert.pem")
        let summary = issued.summary
        let text = try openssl(
            "x509 -in cert.pem -noout -serial -fingerprint -sha256 -dateopt iso_8601 -dates -nameopt RFC2253 -subject -issuer"
        )
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            values[String(parts[0])] = String(parts[1])
        }
        #expect(values["serial"]?.lowercased() == summary.serial)
        #expect(values["sha256 Fingerprint"]?.replacing(":", with: "").lowercased() == summary.sha256)
        #expect(values["notBefore"]?.replacing(" ", with: "T") == summary.notBefore)
        #expect(values["notAfter"]?.replacing(" ", with: "T") == summary.notAfter)
        #expect(values["subject"] == summary.subject)
        #expect(values["issuer"] == summary.issuer)
        #expect(summary.sans == TestPKI.serverNames)
        #expect(summary.signatureAlgorithm == "ecdsa-with-SHA256")
    }

    @Test(arguments: [
        (KeyKind.p256, "EC P-256"), (.p384, "EC P-384"), (.p521, "EC P-521"), (.ed25519, "Ed25519"),
        (.rsa2048, "RSA 2048"), (.rsa3072, "RSA 3072"),
    ])
    func kindOfKey(_ kind: KeyKind, _ name: String) {
        #expect(TestPKI.issuedServer(kind).summary.publicKey == name)
    }

    /// Certificates that nobody here would trust can be shown all the same.
    @Test(
        .needsOpenSSL,
        arguments: [
            ("ec -pkeyopt ec_paramgen_curve:secp256k1", "-sha256", "EC secp256k1", "ecdsa-with-SHA256"),
            ("rsa:1024", "-md5", "RSA 1024", "md5WithRSAEncryption"), ("ed448", "", "Ed448", "Ed448"),
            ("rsa:2048", "-sigopt rsa_padding_mode:pss", "RSA 2048", "RSASSA-PSS"),
        ])
    func unsupported(_ key: String, _ options: String, _ kind: String, _ signature: String) throws {
        let openssl = try OpenSSL()
        try openssl(
            "req -x509 -newkey \(key) \(options) -nodes -keyout key.pem -out cert.pem -days 10000 -set_serial 0x80 "
                + "-subj /CN=odd -addext subjectAltName=DNS:odd.example,IP:192.0.2.1")
        let block = try #require(try PEM.blocks(in: Array(try openssl.directory.text("cert.pem").utf8)).first)
        let summary = try #require(CertificateSummary(der: block.contents))
        #expect(summary.subject == "CN=odd")
        #expect(summary.issuer == "CN=odd")
        #expect(summary.serial == "80")
        #expect(summary.publicKey == kind)
        #expect(summary.signatureAlgorithm == signature)
        #expect(summary.sans == ["odd.example", "192.0.2.1"])
        #expect(summary.notAfter > "2050-01-01T00:00:00Z")
        #expect(
            try openssl("x509 -in cert.pem -noout -enddate -dateopt iso_8601")
                == "notAfter=\(summary.notAfter.replacing("T", with: " "))\n")
    }

    @Test func clientHasItsURI() {
        #expect(TestPKI.issuedClient().summary.sans == ["waxbill:alice"])
    }

    /// No name can steer a terminal.
    @Test func controlCharactersAreEscaped() throws {
        let certificate = try TestCertificate(.leaf.with { $0.subject = "a\u{1B}[31mb\u{202E}c" })
        let summary = try #require(CertificateSummary(der: certificate.der))
        #expect(summary.subject == #"CN=a\u{1b}[31mb\u{202e}c"#)
    }

    /// A damaged file must not end the process.
    @Test(arguments: [[], [0x30], [0x30, 0x03, 0x02, 0x01, 0x00]] as [[UInt8]])
    func unreadable(_ bytes: [UInt8]) {
        #expect(CertificateSummary(issued: bytes).subject == "(not a certificate)")
        #expect(CertificateSummary(issued: bytes).sha256.count == 64)
    }
}
