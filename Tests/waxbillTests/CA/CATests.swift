import Foundation
import Testing
import WaxbillX509

/// `waxbill ca`, as it is run.
struct CATests {
    let scratch: Scratch

    /// What an authority's folder holds.
    private static let files = [
        "ca-key.pem", "ca.pem", "index.sqlite", "intermediate-key.pem", "intermediate.pem",
    ]

    init() throws { scratch = try Scratch() }

    /// The one object that `--json` printed.
    private func object(_ ending: Program.Ending) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    }

    private func ca(_ arguments: [String]) async throws -> Program.Ending {
        try await Program.runWaxbill(["ca"] + arguments)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    private func contents(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.file(folder)).sorted()
    }

    private func initialised() async throws {
        let ending = try await ca(["init", "--dir", scratch.file("pki")])
        try #require(ending.status == 0, "\(ending.error)")
    }

    @Test func initSaysWhatItWrote() async throws {
        let ending = try await ca([
            "init", "--dir", scratch.file("pki"), "--name", "My CA", "--key", "p384", "--days", "30",
        ])
        #expect(ending.status == 0)
        #expect(ending.error == "")
        #expect(ending.output.contains("CN=My CA, EC P-384"))
        #expect(ending.output.contains(scratch.file("pki/ca.pem")))
        #expect(ending.output.contains("Next: waxbill ca issue server"))
        #expect(try contents("pki") == Self.files)
        #expect(try mode(scratch.file("pki/ca-key.pem")) == 0o600)
    }

    @Test func initReportsAsJSON() async throws {
        let report = try object(try await ca(["init", "--dir", scratch.file("pki"), "--json"]))
        #expect(report["schema"] as? Int == 1)
        #expect(report["command"] as? String == "ca init")
        let files = try #require(report["files"] as? [String: Any])
        #expect(files["certificate"] as? String == scratch.file("pki/ca.pem"))
        let certificate = try #require(report["certificate"] as? [String: Any])
        #expect(certificate["subject"] as? String == "CN=Waxbill CA")
        #expect((certificate["sha256"] as? String)?.count == 64)
    }

    @Test func initOverwritesNothing() async throws {
        try await initialised()
        let before = try scratch.read("pki/ca.pem")
        let ending = try await ca(["init", "--dir", scratch.file("pki")])
        #expect(ending.status == 73)
        #expect(ending.output == "")
        #expect(ending.error.contains("exists already"))
        #expect(try scratch.read("pki/ca.pem") == before)
        #expect(try contents("pki") == Self.files)
    }

    @Test func issuesAServer() async throws {
        try await initialised()
        let arguments = ["issue", "server", "*.example.com", "::1", "--dir", scratch.file("pki")]
        let ending = try await ca(arguments)
        #expect(ending.status == 0, "\(ending.error)")
        #expect(ending.output.contains("*.example.com, ::1"))
        #expect(ending.output.contains("Next: waxbill listen"))
        let folder = "pki/issued/_wildcard.example.com"
        #expect(try contents(folder) == ["ca.pem", "cert.pem", "key.pem"])
        #expect(try mode(scratch.file("\(folder)/key.pem")) == 0o600)
        #expect(try scratch.read("\(folder)/ca.pem") == scratch.read("pki/ca.pem"))
        #expect(try await ca(arguments).status == 73)
    }

    @Test func issuesAClient() async throws {
        try await initialised()
        let out = scratch.file("elsewhere/alice")
        let ending = try await ca([
            "issue", "client", "alice", "--dir", scratch.file("pki"), "--out", out, "--key", "ed25519", "--days", "7",
            "--json",
        ])
        #expect(ending.status == 0, "\(ending.error)")
        let certificate = try #require(try object(ending)["certificate"] as? [String: Any])
        #expect(certificate["sans"] as? [String] == ["waxbill:alice"])
        #expect(certificate["publicKey"] as? String == "Ed25519")
        #expect(try contents("elsewhere/alice") == ["ca.pem", "cert.pem", "key.pem"])
        #expect(!FileManager.default.fileExists(atPath: scratch.file("pki/issued")))
    }

    @Test(arguments: [
        ["issue", "client", "../alice"], ["issue", "client", "a/b"], ["issue", "client", ""],
        ["issue", "client", ".."],
        ["issue", "server", "../../etc"], ["issue", "server", "a b"], ["issue", "server", "localhost", "*.com"],
        ["issue", "server"], ["issue", "client", "alice", "--days", "0"], ["issue", "client", "alice", "--key", "dsa"],
        ["issue", "client", "alice", "--days", "99999999999999999999"], ["issue", "client", "alice", "bob"],
        ["init", "--name", ""], ["init", "--days", "-1"], ["init", "--permit", "example.com"],
        ["init", "--permit", "ip:10.0.0.1/8"], ["init", "--path-length", "-1"],
        ["init", "--no-intermediate", "--permit", "dns:example.com"], ["init", "--encrypt"],
        ["issue", "client", "alice", "--days", "1", "--hours", "1"], ["issue", "client", "alice", "--hours", "0"],
        ["issue", "client", "alice", "--not-after", "tomorrow"], ["issue", "client", "alice", "--not-after", "+50y"],
        ["issue", "client", "alice", "--not-before", "+2d", "--not-after", "+1d"],
        ["issue", "client", "alice", "--break", "everything"], ["issue", "client", "alice", "--email", "alice"],
        ["issue", "client", "alice", "--uri", "no uri"],
        ["issue", "client", "alice", "--break", "sha1", "--break", "self-signed"],
    ])
    func refusesWhatMakesNoSense(_ arguments: [String]) async throws {
        try await initialised()
        let folder = arguments[0] == "init" ? "other" : "pki"
        let ending = try await ca(arguments + ["--dir", scratch.file(folder)])
        #expect(ending.status == 64)
        #expect(ending.output == "")
        #expect(!ending.error.isEmpty)
        #expect(try contents("") == ["pki"])
        #expect(try contents("pki") == Self.files)
    }

    @Test func issueNeedsAnAuthority() async throws {
        let missing = try await ca(["issue", "client", "alice", "--dir", scratch.file("none")])
        #expect(missing.status == 66)
        #expect(missing.error.contains("No such file or directory"))
        try await initialised()
        _ = try scratch.write("damaged", to: "pki/ca.pem")
        let damaged = try await ca(["issue", "client", "alice", "--dir", scratch.file("pki")])
        #expect(damaged.status == 65)
        #expect(damaged.error.contains(scratch.file("pki/ca.pem")))
    }

    @Test func directoryThatCannotBeMade() async throws {
        _ = try scratch.write("a file", to: "file")
        let ending = try await ca(["init", "--dir", scratch.file("file/pki")])
        #expect(ending.status == 74)
        #expect(ending.error.contains("cannot create"))
    }

    @Test(arguments: [
        ["--help"], ["init", "--help"], ["issue", "--help"], ["issue", "server", "--help"],
        ["issue", "client", "--help"], ["sign", "--help"], ["csr", "new", "--help"], ["renew", "--help"],
        ["revoke", "--help"], ["crl", "--help"], ["ocsp", "--help"], ["list", "--help"], ["export", "--help"],
    ])
    func helps(_ arguments: [String]) async throws {
        let ending = try await ca(arguments)
        #expect(ending.status == 0)
        #expect(ending.output.contains("USAGE: waxbill ca"))
    }
}
