import Foundation
import Testing
import WaxbillTLS
import WaxbillX509

/// What `waxbill ca` makes, in the hands of OpenSSL; and hostile input.
struct CAUseTests {
    let scratch: Scratch
    private var pki: String { scratch.file("pki") }

    init() throws { scratch = try Scratch() }

    private func ca(_ arguments: [String], status: Int32 = 0) async throws -> Program.Ending {
        let ending = try await Program.runWaxbill(["ca"] + arguments + ["--dir", pki])
        #expect(ending.status == status, "\(arguments): \(ending.error)")
        return ending
    }

    private func openssl(_ arguments: [String]) async throws -> Program.Ending {
        try await Program(try #require(Programs.openSSL), arguments).ending()
    }

    private func verify(_ folder: String, _ options: [String] = []) async throws -> Program.Ending {
        let certificate = "\(pki)/issued/\(folder)/cert.pem"
        return try await openssl(
            ["verify", "-x509_strict", "-CAfile", "\(pki)/ca.pem", "-untrusted", certificate] + options + [certificate])
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func openSSLAcceptsChainsAndConstraints() async throws {
        _ = try await ca([
            "init", "--permit", "dns:example.com", "--permit", "ip:10.0.0.0/8", "--exclude", "dns:no.example.com",
        ])
        _ = try await ca(["issue", "server", "a.example.com", "10.1.2.3", "--email", "x@example.com"])
        #expect(try await verify("a.example.com", ["-purpose", "sslserver"]).status == 0)
        #expect(try await ca(["issue", "server", "b.example.com"]).error.isEmpty)
        for name in ["other.test", "a.no.example.com", "192.0.2.1"] {
            // What nobody will accept is issued all the same, with a warning.
            #expect(try await ca(["issue", "server", name]).error.contains("verifiers will refuse it"))
            #expect(try await verify(name).error.contains("subtree violation"))
        }
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"), arguments: CertificateDefect.allCases)
    func openSSLRefusesWhatIsWrong(_ defect: CertificateDefect) async throws {
        _ = try await ca(["init"])
        _ = try await ca(["issue", "server", "bad.example", "--break", defect.rawValue])
        let ending = try await verify(
            "bad.example", ["-purpose", "sslserver", "-verify_hostname", "bad.example", "-auth_level", "2"])
        switch defect {
        // OpenSSL takes the common name, and asks for no key usage of servers beyond these.
        case .noSAN: #expect(ending.status == 0)
        default: #expect(ending.status != 0)
        }
    }

    @Test func expiredOnPurpose() async throws {
        _ = try await ca(["init"])
        let ending = try await ca(["issue", "server", "old.example", "--not-after", "-1d", "--json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        let certificate = try #require(object["certificate"] as? [String: Any])
        let notAfter = try Date(try #require(certificate["notAfter"] as? String), strategy: .iso8601)
        #expect(notAfter < Date() && notAfter > Date() - 2 * 86_400)
        #expect(try await ca(["list", "--expired"]).output.contains("old.example"))
        #expect(try await ca(["list", "--valid"]).output.contains("old.example") == false)
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func openSSLKnowsOurRevocations() async throws {
        _ = try await ca(["init"])
        for name in ["alice", "bob"] { _ = try await ca(["issue", "client", name]) }
        _ = try await ca(["revoke", "\(pki)/issued/alice/cert.pem", "--reason", "key-compromise"])
        _ = try await ca(["revoke", "\(pki)/issued/alice/cert.pem"], status: 1)
        _ = try await ca(["crl"])
        let second = try await ca(["crl", "--hours", "12", "--json"])
        #expect(second.output.contains("\"number\" : 2"))
        let options = ["-crl_check", "-CRLfile", "\(pki)/crl.pem"]
        #expect(try await verify("alice", options).error.contains("certificate revoked"))
        #expect(try await verify("bob", options).status == 0)
        let response = scratch.file("response.der")
        let certificates = ["alice", "bob"].map { "\(pki)/issued/\($0)/cert.pem" }
        _ = try await ca(["ocsp"] + certificates + ["--out", response])
        let read = try await openssl(
            [
                "ocsp", "-respin", response, "-issuer", "\(pki)/intermediate.pem", "-CAfile", "\(pki)/ca.pem",
                "-verify_other",
                "\(pki)/intermediate.pem",
            ] + certificates.flatMap { ["-cert", $0] })
        #expect(read.error.contains("Response verify OK"), "\(read.error)")
        #expect(read.output.contains("alice/cert.pem: revoked"))
        #expect(read.output.contains("bob/cert.pem: good"))
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func signsRequests() async throws {
        _ = try await ca(["init"])
        let request = scratch.file("request.pem")
        let made = try await openssl([
            "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", scratch.file("k.pem"), "-out", request, "-subj",
            "/CN=ignored", "-addext", "subjectAltName=DNS:c.example,IP:::1,email:c@c.example",
            "-addext", "basicConstraints=critical,CA:TRUE",
        ])
        try #require(made.status == 0, "\(made.error)")
        _ = try await ca(["sign", request, "--allow", "other.example"], status: 77)
        #expect(try await ca(["sign", request, "--dry-run"]).output.contains("c.example, ::1, c@c.example"))
        #expect(try await ca(["sign", request]).output.contains("c.example, ::1, c@c.example"))
        #expect(try await verify("c.example", ["-purpose", "sslserver"]).status == 0)
        let text = try await openssl(["x509", "-in", "\(pki)/issued/c.example/cert.pem", "-noout", "-text"]).output
        #expect(text.contains("CA:FALSE"))
        _ = try Identity(certificateFile: "\(pki)/issued/c.example/cert.pem", keyFile: scratch.file("k.pem"))
        _ = try await ca(["renew", "\(pki)/issued/c.example/cert.pem", "--replace", "--days", "9"])
        #expect(try await verify("c.example", ["-purpose", "sslserver"]).status == 0)
    }

    @Test func refusesHostileRequests() async throws {
        _ = try await ca(["init"])
        let made = try CertificationRequest.make(.server(named: ["a.example"]))
        var forged = made.request.der
        forged[forged.count - 1] ^= 1
        try Data(forged).write(to: URL(fileURLWithPath: scratch.file("forged.der")))
        #expect(try await ca(["sign", scratch.file("forged.der")], status: 65).error.contains("not made with its key"))
        for index in stride(from: 0, to: made.request.der.count, by: 7) {
            #expect(throws: AuthorityError.self) {
                try CertificationRequest(Array(made.request.der[..<index]), source: "request")
            }
        }
        let noise = try scratch.write("noise", to: "noise.pem")
        _ = try await ca(["sign", noise], status: 65)
        _ = try await ca(["sign", scratch.file("missing.pem")], status: 66)
        #expect(try await ca(["list", "--reserved"]).output == "")
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func encryptedAuthority() async throws {
        let passphrase = try scratch.write("correct horse\n", to: "passphrase")
        _ = try await ca(["init", "--passphrase-file", passphrase])
        for key in ["ca-key.pem", "intermediate-key.pem"] {
            let ending = try await openssl(["pkey", "-in", "\(pki)/\(key)", "-passin", "file:\(passphrase)", "-noout"])
            #expect(ending.status == 0, "\(ending.error)")
        }
        #expect(try await ca(["issue", "client", "a"], status: 66).error.contains("--passphrase-file"))
        let wrong = try scratch.write("guess", to: "wrong")
        #expect(
            try await ca(["issue", "client", "a", "--passphrase-file", wrong], status: 65).error.contains(
                "does not open"))
        _ = try await ca(["issue", "client", "a", "--passphrase-file", passphrase, "--key-passphrase-file", passphrase])
        let folder = "\(pki)/issued/a"
        let out = scratch.file("a.p12")
        _ = try await ca([
            "export", "\(folder)/cert.pem", "--format", "p12", "--key", "\(folder)/key.pem", "--key-passphrase-file",
            passphrase,
            "--passphrase-file", passphrase, "--out", out,
        ])
        let read = try await openssl(["pkcs12", "-in", out, "-passin", "file:\(passphrase)", "-nokeys"])
        #expect(read.output.components(separatedBy: "BEGIN CERTIFICATE").count == 4)
        let missing = try await Program.runWaxbill(
            [
                "ca", "export", "\(folder)/cert.pem", "--dir", pki, "--format", "p12", "--key", "\(folder)/key.pem",
                "--key-passphrase-file", passphrase, "--passphrase-file", passphrase, "--out", out + "2",
            ],
            environment: ["PATH": "/nowhere"])
        #expect(missing.status == 69)
        #expect(missing.error.contains("install openssl"))
    }

    @Test func templates() async throws {
        _ = try await ca(["init"])
        let file = try scratch.write(
            #"{"templates": {"web": {"key": "p384", "days": 9, "names": ["b.example"]}, "bad": {"break": ["no-san"]}}}"#,
            to: "templates.json")
        let web = try await ca(["issue", "server", "a.example", "--template", "\(file)#web"])
        #expect(web.output.contains("EC P-384") && web.output.contains("a.example, b.example"))
        let own = try await ca([
            "issue", "server", "o.example", "--template", "\(file)#web", "--key", "p256", "--hours", "2",
        ])
        #expect(own.output.contains("EC P-256"))
        #expect(try await ca(["issue", "client", "c", "--template", file], status: 65).error.contains("bad, web"))
        #expect(
            try await ca(["issue", "client", "c", "--template", "\(file)#x"], status: 65).error.contains("bad, web"))
        for (text, reason) in [
            (#"{"templates": {"a": {"dayz": 1}}}"#, "templates.a.dayz"),
            (#"{"templates": {"a": {"days": "1"}}}"#, "templates.a.days"),
            (#"{"templates": {"a": {"key": "dsa"}}}"#, "\"dsa\" is not one of"), ("{}", "templates"), ("[", "JSON"),
            ("\u{0}", "JSON"),
        ] {
            let path = try scratch.write(text, to: "hostile.json")
            let ending = try await ca(["issue", "client", "c", "--template", path], status: 65)
            #expect(ending.error.contains(reason), "\(ending.error)")
        }
        _ = try await ca(["issue", "client", "c", "--template", scratch.file("none.json")], status: 66)
    }

    @Test func damagedIndexIsSaid() async throws {
        _ = try await ca(["init"])
        _ = try scratch.write(String(repeating: "no database ", count: 500), to: "pki/index.sqlite")
        #expect(try await ca(["list"], status: 65).error.contains("index.sqlite is damaged"))
        #expect(try await ca(["issue", "client", "a"], status: 65).error.contains("restore it"))
        #expect(!FileManager.default.fileExists(atPath: "\(pki)/issued"))
    }
}
