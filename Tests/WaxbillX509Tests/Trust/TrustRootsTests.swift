import Testing
import WaxbillTestSupport

@testable import WaxbillX509

struct TrustRootsTests {
    @Test(.needsOpenSSL) func formsOfTheSame() throws {
        let directory = try TemporaryDirectory()
        let openssl = try OpenSSL()
        let pem = TestPKI.authority.certificatePEM
        try openssl.directory.write(pem, to: "ca.pem")
        try openssl("x509 -in ca.pem -outform DER -out ca.der")
        let file = try directory.write("# the test authority\n" + pem + pem, to: "twice.pem")
        let name = CertificateFields(der: TestPKI.authority.certificate)?.subject
        for roots in [
            try TrustRoots(pem: pem), try TrustRoots(der: [TestPKI.authority.certificate]), try TrustRoots(file: file),
            try TrustRoots(file: openssl.path("ca.der")), try TrustRoots(files: [file, file]),
        ] {
            #expect(roots.count == 1)
            #expect(roots.subjects == [name])
        }
    }

    @Test func nothingToTrust() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("hello", to: "empty.pem")
        #expect(throws: TrustRootsError.noCertificate(source: file)) { try TrustRoots(file: file) }
        let damaged = try directory.write(PEM.text("CERTIFICATE", [1, 2, 3]), to: "damaged.pem")
        let error = #expect(throws: TrustRootsError.self) { try TrustRoots(file: damaged) }
        #expect(error?.description.contains("certificate 1 of \(damaged)") == true)
        let missing = #expect(throws: TrustRootsError.self) { try TrustRoots(file: directory.path("none.pem")) }
        #expect(missing?.description.contains("No such file or directory") == true)
    }

    @Test func systemFollowsTheEnvironment() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(TestPKI.authority.certificatePEM, to: "one.pem")
        try directory.write(TestPKI.impostor.certificatePEM, to: "two.pem")
        try directory.write("not a certificate", to: "three.pem")
        #expect(try TrustRoots.system { $0 == "SSL_CERT_FILE" ? file : nil }.count == 1)
        #expect(try TrustRoots.system { $0 == "SSL_CERT_DIR" ? "/nowhere:\(directory.path)" : nil }.count == 2)
        #expect(try TrustRoots.system { $0 == "SSL_CERT_FILE" ? file : directory.path }.count == 2)
        #expect(throws: TrustRootsError.self) {
            try TrustRoots.system { $0 == "SSL_CERT_FILE" ? "/nowhere/at-all.pem" : nil }
        }
        #expect(throws: TrustRootsError.noSystemRoots(searched: ["/nowhere"])) {
            try TrustRoots.system { $0 == "SSL_CERT_DIR" ? "/nowhere" : nil }
        }
    }

    @Test func systemBundle() throws {
        let roots: TrustRoots
        do throws(TrustRootsError) {
            roots = try TrustRoots.system { _ in nil }
        } catch .noSystemRoots(_) {
            return
        }
        #expect(roots.count > 10)
    }
}
