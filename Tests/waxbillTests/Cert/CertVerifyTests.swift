import Foundation
import Testing
import WaxbillTestSupport
import WaxbillX509

/// `waxbill cert verify`.
struct CertVerifyTests {
    let scene: CertScene
    let root: DraftedCertificate
    let middle: DraftedCertificate
    let leaf: DraftedCertificate
    /// The leaf and the authority between, in a file.
    let chain: String
    let rootFile: String
    private let options: [String]

    init() throws {
        scene = try CertScene()
        root = try CertificateDraft.authority("Root").signed()
        middle = try CertificateDraft.authority("Middle").signed(by: root)
        leaf = try CertificateDraft.leaf([.dns("server.example"), .email("a@b.example")]).signed(by: middle)
        chain = try scene.scratch.write(leaf.pem + middle.pem, to: "chain.pem")
        rootFile = try scene.scratch.write(root.pem, to: "root.pem")
        options = ["--ca", rootFile, "--time", "2026-06-01T00:00:00Z"]
    }

    private func verify(_ arguments: [String]) async throws -> Program.Ending {
        try await scene.cert(["verify", chain] + options + arguments)
    }

    @Test func showsThePath() async throws {
        let ending = try await verify([
            "--name", "server.example", "--name", "email:a@b.example", "--purpose", "server", "--max-depth", "1",
        ])
        #expect(ending.status == 0, "\(ending.output)\(ending.error)")
        #expect(
            ending.output == """
                verified at 2026-06-01T00:00:00Z
                  0  CN=leaf, 2026-01-01T00:00:00Z to 2026-12-31T23:59:59Z, leaf
                  1  CN=Middle, 2026-01-01T00:00:00Z to 2026-12-31T23:59:59Z, CA
                  2  CN=Root, 2026-01-01T00:00:00Z to 2026-12-31T23:59:59Z, trust anchor

                """)
        #expect(ending.error == "")
    }

    @Test(arguments: [
        (["--name", "other.example"], "name", "bad_certificate"),
        (["--name", "server.example", "--name", "ip:10.0.0.1"], "name", "bad_certificate"),
        (["--time", "2027-06-01T00:00:00Z"], "validity", "certificate_expired"),
        (["--purpose", "client"], "extendedKeyUsage", "unsupported_certificate"),
        (["--max-depth", "0"], "depth", "unknown_ca"),
        (["--pin", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="], "pin", "certificate_unknown"),
        (["--policy", "1.2.3", "--require-explicit-policy"], "policies", "bad_certificate"),
    ])
    func refusalsAreTyped(_ arguments: [String], _ rule: String, _ alert: String) async throws {
        let ending = try await verify(arguments + ["--json"])
        #expect(ending.status == 1, "\(ending.output)\(ending.error)")
        let object = try scene.object(ending)
        #expect(object["schema"] as? Int == 1)
        #expect(object["verified"] as? Bool == false)
        let refusal = try #require(object["refusal"] as? [String: Any])
        #expect(refusal["rule"] as? String == rule)
        #expect(refusal["alert"] as? String == alert)
        let section = try #require(refusal["section"] as? String)
        #expect((refusal["reason"] as? String)?.contains(section) == true)
        let text = try await verify(arguments)
        #expect(text.status == 1)
        #expect(text.output.hasPrefix("refused: "))
        #expect(text.output.contains("  alert    \(alert)\n"))
    }

    @Test func intermediatesAndPins() async throws {
        let alone = try scene.scratch.write(leaf.pem, to: "alone.pem")
        let other = try scene.scratch.write(middle.pem, to: "middle.pem")
        let missing = try await scene.cert(["verify", alone] + options)
        #expect(missing.status == 1)
        #expect(missing.output.contains("unknownIssuer"))
        let pin = PublicKeyPin(subjectPublicKeyInfo: middle.publicKey).description
        let found = try await scene.cert(["verify", alone, "--intermediates", other, "--pin", pin, "--json"] + options)
        #expect(found.status == 0, "\(found.output)\(found.error)")
        #expect((try scene.object(found)["path"] as? [Any])?.count == 3)
    }

    @Test func revocationLists() async throws {
        func list(_ draft: RevocationListDraft, _ signer: DraftedCertificate, _ name: String) throws -> String {
            try scene.scratch.write(DraftPEM.text("X509 CRL", draft.signed(by: signer)), to: name)
        }
        let ofRoot = try list(RevocationListDraft(), root, "root.crl")
        let empty = try list(RevocationListDraft(), middle, "empty.crl")
        let full = try list(RevocationListDraft(revoking: [.init(leaf.serial)]), middle, "full.crl")
        let good = try await verify(["--crl", ofRoot, "--crl", empty])
        #expect(good.status == 0, "\(good.output)\(good.error)")
        let revoked = try await verify(["--crl", ofRoot, "--crl", full])
        #expect(revoked.status == 1)
        #expect(revoked.output.contains("certificate_revoked"))
        // Nothing is known about the leaf.
        #expect(try await verify(["--crl", ofRoot]).status == 1)
        #expect(try await verify(["--crl", ofRoot, "--revocation", "none"]).status == 0)
        // Nothing is known about the intermediate, which matters where the whole chain is asked about.
        #expect(try await verify(["--crl", empty]).status == 0)
        #expect(try await verify(["--crl", full]).output.contains("certificate_revoked"))
        #expect(try await verify(["--crl", empty, "--revocation", "chain"]).status == 1)
        #expect(try await verify(["--crl", ofRoot, "--crl", empty, "--revocation", "chain"]).status == 0)
        #expect(try await verify(["--revocation", "chain"]).status == 64)
        #expect(try await verify(["--crl", rootFile]).status == 65)
        #expect(try await verify(["--crl", scene.scratch.file("none")]).status == 66)
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func responses() async throws {
        let certificate = try await scene.selfSigned("/CN=shown", ["keyUsage=critical,digitalSignature,keyCertSign"])
        let key = scene.scratch.file("key.pem")
        let request = scene.scratch.file("leaf.csr")
        let leaf = scene.scratch.file("leaf.pem")
        let leafKey = scene.scratch.file("leaf-key.pem")
        _ = try await scene.openSSL(
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", leafKey])
        _ = try await scene.openSSL(["req", "-new", "-key", leafKey, "-subj", "/CN=leaf", "-out", request])
        let extensions = try scene.scratch.write("subjectAltName=DNS:leaf.example\n", to: "extensions")
        _ = try await scene.openSSL([
            "x509", "-req", "-in", request, "-CA", certificate, "-CAkey", key, "-set_serial", "0x5a01", "-days", "30",
            "-extfile", extensions, "-out", leaf,
        ])
        for (state, status) in [("V\t401231235959Z\t", Int32(0)), ("R\t401231235959Z\t250101000000Z", 1)] {
            let index = try scene.scratch.write("\(state)\t5A01\tunknown\t/CN=leaf\n", to: "index.txt")
            let response = scene.scratch.file("\(status).ocsp")
            _ = try await scene.openSSL([
                "ocsp", "-index", index, "-CA", certificate, "-rsigner", certificate, "-rkey", key, "-issuer",
                certificate,
                "-cert", leaf, "-no_nonce", "-ndays", "1", "-respout", response,
            ])
            let ending = try await scene.cert(["verify", leaf, "--ca", certificate, "--ocsp", response])
            #expect(ending.status == status, "\(ending.output)\(ending.error)")
        }
        #expect(try await scene.cert(["verify", leaf, "--ca", certificate, "--ocsp", leaf]).status == 65)
    }

    @Test(arguments: [
        [], ["--jsonl", "x"], ["--jsonl", "--ca", "x"], ["x", "--time", "noon"], ["x", "--name", "a..b"],
        ["x", "--pin", "x"],
        ["x", "--policy", "one"], ["x", "--purpose", "all"], ["x", "--profile", "all"], ["x", "--max-depth", "-1"],
        ["--jsonl", "--json"],
    ])
    func misuse(_ arguments: [String]) async throws {
        let ending = try await scene.cert(["verify"] + arguments)
        #expect(ending.status == 64, "\(ending.error)")
        #expect(ending.output == "")
    }

    @Test func lint() async throws {
        let clean = try await scene.cert(["lint", chain, "--json"])
        let certificates = try #require(try scene.object(clean)["certificates"] as? [[String: Any]])
        #expect(certificates.count == 2)
        #expect(certificates[0]["subject"] as? String == "CN=leaf")
        let bad = try CertificateDraft.leaf().with { $0.serial = [0x80] }.signed(by: middle)
        let file = try scene.scratch.write(bad.pem, to: "bad.pem")
        let ending = try await scene.cert(["lint", file])
        #expect(ending.status == 1)
        #expect(ending.output.contains("  error: "))
        #expect(try await scene.cert(["lint", scene.scratch.file("none")]).status == 66)
    }
}

/// `waxbill cert verify --jsonl`, whatever the lines are. The rules are tested line by line elsewhere.
struct CertVerifyLinesTests {
    private func line(_ id: String, _ change: (inout [String: Any]) -> Void = { _ in }) throws -> String {
        let root = try CertificateDraft.authority("Root").signed()
        let leaf = try CertificateDraft.leaf().signed(by: root)
        var fields: [String: Any] = [
            "id": id, "leaf": leaf.pem, "trust": [root.pem], "time": "2026-06-01T00:00:00Z", "name": "server.example",
        ]
        change(&fields)
        return String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self) + "\n"
    }

    private func answers(_ input: String) async throws -> [[String]] {
        let ending = try await Program.runWaxbill(["cert", "verify", "--jsonl"], input: input)
        #expect(ending.status == 0)
        #expect(ending.error == "")
        return ending.output.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func nothingEndsIt() async throws {
        let lines = [
            "not JSON\n", "\n", " \t\r\n", "[]\n", "{}\n",
            #"{"id":"deep","leaf":"# + String(repeating: "[", count: 20_000) + "\n",
            "\u{0}\u{1b}\n", #"{"id":"a\tb\nc","leaf":"x"}"# + "\n", #"{"id":"last""#,
        ]
        let answers = try await answers(lines.joined(separator: try line("good")))
        #expect(answers.filter { $0 == ["good", "SUCCESS", "\"CN=leaf\" < \"CN=Root\""] }.count == lines.count - 1)
        let failures = answers.filter { $0.count == 3 && $0[1] == "FAILURE" && !$0[2].isEmpty }
        #expect(failures.map(\.[0]) == ["-", "-", "-", "deep", "-", "a\\tb\\nc", "last"])
        #expect(answers.count == failures.count + lines.count - 1)
    }

    @Test func texts() async throws {
        let key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n"
        let middle = try CertificateDraft.authority("Middle").signed()
        let input = [
            try line("1") { $0["leaf"] = "" },
            try line("2") { $0["trust"] = [key] },
            try line("3") { $0["intermediates"] = ["-----BEGIN CERTIFICATE-----\nMAA\n-----END CERTIFICATE-----"] },
            try line("4") { $0["crls"] = [middle.pem] },
            try line("5") { $0["trust"] = nil },
            try line("6") { $0["trust"] = [] },
            try line("7") { $0["policies"] = ["initial": ["x"]] },
            try line("8") { $0["leaf"] = "\($0["leaf"] ?? "")\(middle.pem)" },
            try line("9") { $0["trust"] = [($0["trust"] as? [String] ?? []).joined() + middle.pem] },
            try line("10") { $0["names"] = ["server.example", ["dns": "other.example"]] },
        ]
        let answers = try await answers(input.joined())
        try #require(answers.count == input.count)
        let beginnings = [
            "the field \"leaf\" ", "the field \"trust[0]\" has a block \"PRIVATE KEY\"",
            "the field \"intermediates[0]\" ",
            "the field \"crls[0]\" ", "there is no trust anchor", "there is no trust anchor",
            "the field \"policies.initial\" ", nil, nil, "certificate \"CN=leaf\" is not for other.example",
        ]
        for (answer, beginning) in zip(answers, beginnings) {
            #expect(answer[1] == (beginning == nil ? "SUCCESS" : "FAILURE"), "\(answer)")
            if let beginning { #expect(answer[2].hasPrefix(beginning), "\(answer)") }
        }
    }

    @Test func answersAtOnce() async throws {
        let program = try Program.waxbill(["cert", "verify", "--jsonl"], input: nil)
        for number in 1...3 {
            program.send(try line("line \(number)"))
            #expect(try await program.outputLine("line \(number)\t").hasPrefix("SUCCESS\t"))
        }
        program.send("", ends: true)
        #expect(try await program.ending().status == 0)
    }
}
