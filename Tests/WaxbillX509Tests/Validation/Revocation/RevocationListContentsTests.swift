import Foundation
import Testing
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

/// The CRLs that we make, and OpenSSL's, each read by the other.
struct RevocationListContentsTests {
    private static let now = Date()

    private func contents(_ entries: [RevocationListContents.Entry] = []) -> RevocationListContents {
        RevocationListContents(
            number: 4711, thisUpdate: Self.now - 60, nextUpdate: Self.now + 86_400, entries: entries)
    }

    @Test func roundTrip() throws {
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        var contents = contents([
            .init(serialNumber: [1], revocationDate: date), .init(serialNumber: [0, 0xFF], revocationDate: date),
            .init(serialNumber: [2], revocationDate: date, reason: .keyCompromise, invalidityDate: date - 5),
        ])
        contents.baseNumber = 4000
        var point = IssuingDistributionPoint()
        point.name = .uri("http://ca.example/crl")
        point.onlyContainsUserCerts = true
        contents.issuingDistributionPoint = point
        let list = try contents.signed(by: TestPKI.authority.revocationSigner)
        #expect(list.flaw == nil)
        #expect(list.number == [0x12, 0x67])
        #expect(list.baseNumber == [0x0F, 0xA0])
        #expect(list.contents.extensions.issuingDistributionPoint == point)
        #expect(list.revokedCertificates.map(\.serialNumber) == [[1], [0, 0xFF], [2]])
        #expect(list.revokedCertificates.map(\.reason) == [nil, nil, .keyCompromise])
        #expect(list.entry(serialNumber: [2])?.invalidityDate == date - 5)
        var budget = WorkBudget(ValidationLimits())
        #expect(try list.isSigned(by: TestPKI.authority.revocationSigner.certificate, &budget))
    }

    @Test(.needsOpenSSL, arguments: KeyKind.allCases.filter { !$0.rawValue.hasPrefix("rsa") } + [.rsa2048])
    func openSSLAccepts(_ kind: KeyKind) throws {
        let openssl = try OpenSSL()
        let authority = try CertificateAuthority(name: "CA", key: kind)
        let good = try authority.issue(.server(named: ["good.example"]))
        let bad = try authority.issue(.server(named: ["bad.example"]))
        let serial = Array(bad.leaf.fields.serialNumber)
        let entry = RevocationListContents.Entry(
            serialNumber: serial, revocationDate: Self.now - 3600, reason: .superseded)
        let list = try contents([entry]).signed(by: authority.revocationSigner)
        try openssl.directory.write(authority.certificatePEM, to: "ca.pem")
        try openssl.directory.write(good.certificatePEM, to: "good.pem")
        try openssl.directory.write(bad.certificatePEM, to: "bad.pem")
        try openssl.directory.write(list.pem, to: "crl.pem")
        let verify = "verify -x509_strict -crl_check_all -CAfile ca.pem -CRLfile crl.pem"
        try openssl("\(verify) good.pem")
        #expect(try !openssl.accepts("\(verify) bad.pem"))
        let text = try openssl("crl -in crl.pem -noout -text -CAfile ca.pem")
        #expect(text.contains("4711") && text.contains("Superseded"))
    }

    @Test(.needsOpenSSL) func openSSLAcceptsNothingRevoked() throws {
        let openssl = try OpenSSL()
        let issued = try TestPKI.authority.issue(.server(named: ["good.example"]))
        try openssl.directory.write(TestPKI.authority.certificatePEM, to: "ca.pem")
        try openssl.directory.write(issued.certificatePEM, to: "good.pem")
        try openssl.directory.write(contents().signed(by: TestPKI.authority.revocationSigner).pem, to: "crl.pem")
        try openssl("verify -x509_strict -crl_check_all -CAfile ca.pem -CRLfile crl.pem good.pem")
    }

    @Test(.needsOpenSSL) func acceptsOpenSSLs() throws {
        let openssl = try OpenSSL()
        let authority = TestPKI.authority
        let good = try authority.issue(.server(named: ["good.example"])).leaf
        let bad = try authority.issue(.server(named: ["bad.example"])).leaf
        try openssl.directory.write(authority.certificatePEM, to: "ca.pem")
        try openssl.directory.write(authority.key.pem(), to: "key.pem")
        try openssl.directory.write(PEM.text("CERTIFICATE", bad.der), to: "bad.pem")
        try openssl.directory.write("", to: "index.txt")
        try openssl.directory.write("1000", to: "number")
        let configuration = """
            [ca]
            default_ca = main
            [main]
            database = index.txt
            crlnumber = number
            default_md = sha256
            certificate = ca.pem
            private_key = key.pem
            default_crl_days = 1
            crl_extensions = extensions
            unique_subject = no
            [extensions]
            authorityKeyIdentifier = keyid
            """
        try openssl.directory.write(configuration, to: "ca.cnf")
        try openssl("ca -config ca.cnf -revoke bad.pem -crl_reason keyCompromise")
        try openssl("ca -config ca.cnf -gencrl -out crl.pem")
        let list = try #require(try CertificateRevocationList.lists(file: openssl.path("crl.pem")).first)
        #expect(list.flaw == nil)
        let time = CertificateTime(secondsSinceEpoch: Int64(Date().timeIntervalSince1970) + 5)
        var checker = RevocationChecker(lists: [list], time: time)
        checker.policy = .required
        let root = authority.revocationSigner.certificate
        var budget = WorkBudget(ValidationLimits())
        try checker.check(0, of: [good, root], NoCRLIssuers(), &budget)
        let violation = #expect(throws: RuleViolation.self) {
            try checker.check(0, of: [bad, root], NoCRLIssuers(), &budget)
        }
        #expect(violation?.rule == .revoked)
        #expect(violation?.detail.hasSuffix(" for keyCompromise") == true)
    }

    /// RSASSA-PSS (RFC 4055), as OpenSSL signs with it.
    @Test(.needsOpenSSL, arguments: ["sha256", "sha384", "sha512"]) func acceptsPSS(_ hash: String) throws {
        let openssl = try OpenSSL()
        let authority = try CertificateAuthority(name: "CA", key: .rsa2048)
        try openssl.directory.write(authority.certificatePEM, to: "ca.pem")
        try openssl.directory.write(authority.key.pem(), to: "key.pem")
        try openssl.directory.write("", to: "index.txt")
        try openssl.directory.write("01", to: "number")
        try openssl.directory.write(
            "[ca]\ndefault_ca=main\n[main]\ndatabase=index.txt\ncrlnumber=number\ndefault_crl_days=1\n", to: "ca.cnf")
        try openssl(
            "ca -config ca.cnf -gencrl -md \(hash) -cert ca.pem -keyfile key.pem -sigopt rsa_padding_mode:pss "
                + "-sigopt rsa_pss_saltlen:digest -out crl.pem")
        let list = try #require(try CertificateRevocationList.lists(file: openssl.path("crl.pem")).first)
        #expect(list.flaw == nil)
        #expect(list.signatureAlgorithm == "RSASSA-PSS")
        var budget = WorkBudget(ValidationLimits())
        #expect(try list.isSigned(by: authority.root, &budget))
    }
}
