import Testing
import WaxbillTestSupport

@testable import WaxbillX509

@Suite("What is to be said about a certificate")
struct CertificateLintTests {
    static let cases = LintCase.fields + LintCase.usages + LintCase.names + LintCase.extensions

    @Test("Nothing about certificates that are right")
    func clean() throws {
        let issuer = try CleanCertificate.issuer.signed()
        let certificates = [
            try CleanCertificate.root.signed(), try CleanCertificate.intermediate.signed(by: issuer),
            try CleanCertificate.leaf.signed(by: issuer),
        ]
        for certificate in certificates {
            #expect(CertificateLint.findings(der: certificate.der, clock: CleanCertificate.clock) == [])
        }
    }

    @Test("A rule that is broken", arguments: cases)
    func broken(_ lintCase: LintCase) throws {
        let findings = CertificateLint.findings(der: try lintCase.der(), clock: CleanCertificate.clock)
        #expect(findings.contains { $0.rule == lintCase.rule }, "\(findings)")
        #expect(findings.map(\.severity) == findings.map(\.severity).sorted(by: >))
    }

    @Test("Every rule has such a certificate")
    func allRules() {
        let rules = Set((ProfileRule.rfc5280 + ProfileRule.webPKI).map(\.name) + LintRule.all.map(\.name))
        // A CA is never taken for a leaf here.
        #expect(rules.subtracting(Self.cases.map(\.rule)) == ["leaf-ca"])
    }

    @Test("What is no certificate is an error", arguments: [[], [0x30, 0x00], Array("certificate".utf8)] as [[UInt8]])
    func noCertificate(_ der: [UInt8]) {
        let findings = CertificateLint.findings(der: der)
        #expect(findings.map(\.rule) == ["certificate"])
        #expect(findings.map(\.severity) == [.error])
    }

    @Test("No prefix of a certificate, and no changed byte, is too much")
    func hostile() throws {
        let der = try CleanCertificate.leaf.signed(by: CleanCertificate.issuer.signed()).der
        for index in der.indices {
            #expect(!CertificateLint.findings(der: Array(der[..<index]), clock: CleanCertificate.clock).isEmpty)
            for byte: UInt8 in [0x00, 0x30, 0x7F, 0x80, 0xFF] {
                var changed = der
                changed[index] = byte
                _ = CertificateLint.findings(der: changed, clock: CleanCertificate.clock)
            }
        }
    }

    @Test(
        "A server's certificate may be valid for as long as it could when it began",
        arguments: [
            (1_500_000_000, 825), (1_598_918_399, 825), (1_598_918_400, 398), (1_773_532_800, 200),
            (1_805_068_800, 100),
            (1_868_227_200, 47), (4_000_000_000, 47),
        ] as [(Int64, Int64)])
    func validity(_ notBefore: Int64, _ days: Int64) {
        #expect(ServerValidity.days(from: notBefore) == days)
    }
}
