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

    @Test func clientHasItsURI() {
        #expect(TestPKI.issuedClient().summary.sans == ["waxbill:alice"])
    }

    /// No name can steer a terminal.
    @Test func controlCharactersAreEscaped() throws {
        let certificate = try TestCertificate(.leaf.with { $0.subject = "a\u{1B}[31mb\u{202E}c" })
        let summary = try #require(CertificateSummary(der: certificate.der))
        #expect(summary.subject == #"CN=a\u{1b}[31mb\u{202e}c"#)
    }
}
