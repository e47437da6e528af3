import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// What is written, and what is not.
struct AuthorityFilesTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    private func contents(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test func writesAndLoads() throws {
        let authority = try CertificateAuthority(name: "CA")
        let files = try authority.write(into: directory.path("a/b"))
        #expect(files == AuthorityFiles(directory: directory.path("a/b")))
        #expect(try contents(directory.path("a/b")) == ["ca-key.pem", "ca.pem"])
        #expect(try mode(files.key) == 0o600)
        let loaded = try CertificateAuthority(directory: directory.path("a/b"))
        #expect(loaded.certificate == authority.certificate)
        let issued = try loaded.issue(.server(named: ["localhost"]))
        let written = try loaded.write(issued, into: directory.path("out"))
        #expect(try contents(directory.path("out")) == ["ca.pem", "cert.pem", "key.pem"])
        #expect(try mode(written.key) == 0o600)
        #expect(try directory.text("out/ca.pem") == authority.certificatePEM)
        #expect(try directory.text("out/cert.pem") == issued.certificatePEM)
    }

    @Test(arguments: ["ca.pem", "ca-key.pem"])
    func overwritesNothing(_ name: String) throws {
        try directory.write("mine", to: name)
        let error = #expect(throws: AuthorityError.self) {
            try CertificateAuthority(name: "CA").write(into: directory.path)
        }
        guard case .file(let failure) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failure.alreadyExists)
        #expect(try contents(directory.path) == [name])
        #expect(try directory.text(name) == "mine")
    }

    @Test func followsNoLink() throws {
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("ca.pem"), withDestinationPath: directory.path("elsewhere.pem"))
        #expect(throws: AuthorityError.self) { try CertificateAuthority(name: "CA").write(into: directory.path) }
        #expect(try contents(directory.path) == ["ca.pem"])
    }

    @Test func leavesNothingBehindWhenOneFails() throws {
        // The second file's directory is missing.
        let files = [
            NewFile(path: directory.path("first"), contents: [1], mode: 0o600),
            NewFile(path: directory.path("missing/second"), contents: [2], mode: 0o600),
        ]
        let error = #expect(throws: FileError.self) { try NewFiles.create(files) }
        #expect(error?.isMissing == true)
        #expect(try contents(directory.path).isEmpty)
    }

    @Test func directoryThatCannotBe() throws {
        try directory.write("a file", to: "file")
        #expect(throws: AuthorityError.self) {
            try CertificateAuthority(name: "CA").write(into: directory.path("file/ca"))
        }
        #expect(throws: AuthorityError.self) {
            try CertificateAuthority(name: "CA").write(into: directory.path("file"))
        }
    }

    @Test func refusesWhatIsNoAuthority() throws {
        let issued = TestPKI.issuedServer()
        try directory.write(issued.certificatePEM, to: "ca.pem")
        try directory.write(try issued.keyPEM(), to: "ca-key.pem")
        let error = #expect(throws: AuthorityError.self) { try CertificateAuthority(directory: directory.path) }
        guard case .notAnAuthority = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func refusesAnotherKey() throws {
        try directory.write(TestPKI.authority.certificatePEM, to: "ca.pem")
        try directory.write(try TestPKI.issuedServer().keyPEM(), to: "ca-key.pem")
        let error = #expect(throws: AuthorityError.self) { try CertificateAuthority(directory: directory.path) }
        guard case .identity(.keyDoesNotMatch) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func refusesWhatHasEnded() throws {
        let authority = try CertificateAuthority(name: "CA", days: 1)
        _ = try authority.write(into: directory.path)
        let later = FixedClock(Date() + 2 * 86_400)
        let error = #expect(throws: AuthorityError.self) {
            try CertificateAuthority(directory: directory.path, clock: later)
        }
        guard case .expired = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
