import Foundation
import Testing
import WaxbillTLS
import WaxbillTestSupport
import X509

@testable import WaxbillX509

/// What the authority issues, read by OpenSSL and by our own verifier.
struct CertificateAuthorityTests {
    @Test(.needsOpenSSL, arguments: KeyKind.allCases)
    func openSSLAccepts(_ kind: KeyKind) throws {
        let openssl = try OpenSSL()
        // RSA keys take their time: the authority of TestPKI signs for them.
        let authority =
            kind.rawValue.hasPrefix("rsa") ? TestPKI.authority : try CertificateAuthority(name: "CA", key: kind)
        let server = try authority.issue(
            .server(named: ["localhost", "*.wild.example", "127.0.0.1", "::1"]), key: kind)
        let client = try authority.issue(.client(named: "alice"), key: kind)
        try openssl.directory.write(authority.certificatePEM, to: "ca.pem")
        try openssl.directory.write(server.certificatePEM, to: "server.pem")
        try openssl.directory.write(client.certificatePEM, to: "client.pem")
        let verify = "verify -x509_strict -check_ss_sig -CAfile ca.pem"
        try openssl("\(verify) -purpose sslserver -verify_hostname localhost server.pem")
        try openssl("\(verify) -purpose sslserver -verify_hostname a.wild.example server.pem")
        try openssl("\(verify) -purpose sslserver -verify_ip ::1 server.pem")
        try openssl("\(verify) -purpose sslclient client.pem")
        #expect(try !openssl.accepts("\(verify) -purpose sslclient server.pem"))
        #expect(try !openssl.accepts("\(verify) -purpose sslserver client.pem"))
    }

    @Test func fields() throws {
        let issued = try TestPKI.authority.issue(.server(named: ["Server.Example", "server.example"]))
        let certificate = try ParsedCertificate(der: issued.identity.certificateChain[0]).certificate
        let root = try ParsedCertificate(der: TestPKI.authority.certificate).certificate
        #expect(try certificate.extensions.keyUsage == KeyUsage(digitalSignature: true))
        #expect(try certificate.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
        #expect(try certificate.extensions.basicConstraints == .notCertificateAuthority)
        #expect(issued.identity.names == ["server.example"])
        #expect(
            try certificate.extensions.authorityKeyIdentifier?.keyIdentifier
                == root.extensions.subjectKeyIdentifier?.keyIdentifier)
        #expect(try root.extensions.basicConstraints == .isCertificateAuthority(maxPathLength: nil))
        #expect(try root.extensions.keyUsage == KeyUsage(keyCertSign: true, cRLSign: true))
        #expect(certificate.serialNumber.bytes.count == 16)
        #expect(certificate.serialNumber != root.serialNumber)
    }

    /// A server's RSA key may decrypt as well (RFC 5246, Section 7.4.2).
    @Test(arguments: KeyKind.allCases) func keyUsages(_ kind: KeyKind) throws {
        func usage(_ issued: IssuedIdentity) throws -> KeyUsage? {
            try ParsedCertificate(der: issued.identity.certificateChain[0]).certificate.extensions.keyUsage
        }
        let isRSA = kind == .rsa2048 || kind == .rsa3072
        #expect(
            try usage(TestPKI.issuedServer(kind)) == KeyUsage(digitalSignature: true, keyEncipherment: isRSA))
        #expect(try usage(TestPKI.issuedClient(kind)) == KeyUsage(digitalSignature: true))
    }

    @Test func longNamesStandInSubjectAltNameOnly() throws {
        let name = String(repeating: "a", count: 60) + ".example"
        let issued = try TestPKI.authority.issue(.server(named: [name]))
        let certificate = try ParsedCertificate(der: issued.identity.certificateChain[0]).certificate
        #expect(certificate.subject.isEmpty)
        #expect(issued.identity.names == [name])
        #expect(certificate.extensions[oid: .X509ExtensionID.subjectAlternativeName]?.critical == true)
    }

    @Test func leavesEndWithTheirAuthority() throws {
        let authority = try CertificateAuthority(name: "short", days: 10)
        let leaf = try authority.issue(.client(named: "alice"), days: 365)
        #expect(leaf.summary.notAfter == authority.summary.notAfter)
        #expect(try authority.issue(.client(named: "alice"), days: 1).summary.notAfter < authority.summary.notAfter)
    }

    @Test(arguments: [0, -1, 36_501, Int.max, Int.min])
    func impossibleDays(_ days: Int) {
        #expect(throws: AuthorityError.invalidDays(days)) { try CertificateAuthority(name: "CA", days: days) }
        #expect(throws: AuthorityError.invalidDays(days)) {
            try TestPKI.authority.issue(.client(named: "alice"), days: days)
        }
    }

    @Test(arguments: ["", String(repeating: "a", count: 65), "a\nb", "a\u{1B}b", "a\u{202E}b"])
    func impossibleAuthorityNames(_ name: String) {
        #expect(throws: AuthorityError.self) { try CertificateAuthority(name: name) }
    }
}

/// The names that leaves may have.
struct LeafSubjectTests {
    @Test(arguments: [
        ("localhost", "localhost", "localhost"), ("Server.Example.", "server.example", "server.example"),
        ("*.example.com", "*.example.com", "_wildcard.example.com"), ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
        ("::1", "::1", "__1"), ("[2001:DB8::1]", "2001:db8::1", "2001_db8__1"), ("my_host", "my_host", "my_host"),
    ])
    func server(_ name: String, _ text: String, _ folder: String) throws {
        let subject = try LeafSubject.server(named: [name, "other.example"])
        #expect(subject.commonName == text)
        #expect(subject.folderName == folder)
    }

    @Test(arguments: [
        "", ".", "..", "a..b", "*", "*.", "*.com", "*.*.example.com", "a.*.example.com", "a*.example.com", "../x",
        "a/b",
        "a b", "a\0b", "büro.example", "-a.example", "1.2.3", "256.1.1.1", "1.2.3.4.5", "*.127.0.0.1", "a.example/..",
        "user@example.com", "https://example.com", "example.com:443", "\u{202E}a",
    ])
    func impossibleServer(_ name: String) {
        #expect(throws: AuthorityError.self) { try LeafSubject.server(named: [name]) }
        #expect(throws: AuthorityError.self) { try LeafSubject.server(named: ["localhost", name]) }
    }

    @Test func numberOfNames() {
        #expect(throws: AuthorityError.self) { try LeafSubject.server(named: []) }
        #expect(throws: AuthorityError.self) { try LeafSubject.server(named: (0...100).map { "h\($0).example" }) }
    }

    @Test(arguments: [
        ("alice", "waxbill:alice"), ("build 7", "waxbill:build%207"), ("a.b-c_d@e+f", "waxbill:a.b-c_d@e+f"),
        ("Jürgen", "waxbill:J%C3%BCrgen"), ("7", "waxbill:7"),
    ])
    func client(_ name: String, _ uri: String) throws {
        let issued = try TestPKI.authority.issue(.client(named: name))
        #expect(issued.summary.sans == [uri])
        #expect(try LeafSubject.client(named: name).folderName == name)
    }

    @Test(arguments: [
        "", " ", ".", "..", "../x", "a/b", #"a\b"#, "a\nb", "a\0", "-a", ".a", "a.", "a ", " a", "a:b", "a%b",
        "\u{202E}a", "a\u{301}",
        String(repeating: "a", count: 65), "😀",
    ])
    func impossibleClient(_ name: String) {
        #expect(throws: AuthorityError.self) { try LeafSubject.client(named: name) }
    }
}
