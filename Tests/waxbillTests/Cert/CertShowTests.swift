import Foundation
import Testing
import WaxbillX509

/// `waxbill cert show`.
struct CertShowTests {
    let scene: CertScene

    init() throws { scene = try CertScene() }

    @Test func showsAChain() async throws {
        let files = try scene.authority.server()
        let ending = try await scene.cert(["show", files.certificate, scene.authority.root])
        #expect(ending.status == 0)
        #expect(ending.error == "")
        #expect(ending.output.contains("  subject      CN=localhost\n"))
        #expect(ending.output.contains("  issuer       CN=Test ca\n"))
        #expect(ending.output.contains("subjectAltName: DNS:localhost, IP:127.0.0.1, IP:::1\n"))
        #expect(ending.output.contains("basicConstraints, critical: CA:TRUE"))
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func agreesWithOpenSSL() async throws {
        let path = try await scene.selfSigned(
            "/C=DE/O=Example/CN=shown",
            [
                "subjectAltName=DNS:a.example,IP:10.0.0.1,email:a@b.example,URI:http://x.example/,RID:1.2.3",
                "keyUsage=critical,digitalSignature,keyCertSign", "extendedKeyUsage=serverAuth,1.2.3.4",
                "nameConstraints=critical,permitted;DNS:.ex.example,excluded;IP:10.0.0.0/255.0.0.0",
                "certificatePolicies=1.2.3.4", "policyMappings=1.2.3:1.2.4",
                "policyConstraints=requireExplicitPolicy:3,inhibitPolicyMapping:0", "inhibitAnyPolicy=2",
                "crlDistributionPoints=URI:http://crl.example/x.crl", "freshestCRL=URI:http://crl.example/d.crl",
                "authorityInfoAccess=OCSP;URI:http://ocsp.example/,caIssuers;URI:http://ca.example/",
                "tlsfeature=status_request", "1.2.3.4.5=DER:0401ff",
            ])
        let object = try scene.object(try await scene.cert(["show", path, "--json"]))
        #expect(object["schema"] as? Int == 1)
        let item = try #require((object["objects"] as? [[String: Any]])?.first)
        let certificate = try #require(item["certificate"] as? [String: Any])
        let facts = try await scene.openSSL(
            ["x509", "-in", path, "-noout", "-serial", "-fingerprint", "-sha256", "-subject", "-nameopt", "RFC2253"])
        let serial = try #require(certificate["serial"] as? String)
        #expect(facts.contains("serial=\(serial.uppercased())\n"))
        let sha256 = try #require(certificate["sha256"] as? String)
        #expect(facts.replacing(":", with: "").contains(sha256.uppercased()))
        #expect(facts.contains("subject=\(try #require(certificate["subject"] as? String))\n"))
        let extensions = try #require(certificate["extensions"] as? [[String: Any]])
        #expect(!extensions.contains { $0["malformed"] as? Bool == true })
        func values(_ name: String) -> [String]? {
            extensions.first { $0["name"] as? String == name }?["values"] as? [String]
        }
        #expect(values("subjectAltName")?.count == 5)
        #expect(values("keyUsage") == ["digitalSignature", "keyCertSign"])
        #expect(values("extKeyUsage") == ["serverAuth", "1.2.3.4"])
        #expect(values("nameConstraints") == ["permitted DNS:.ex.example", "excluded IP:10.0.0.0/8"])
        #expect(values("policyMappings") == ["1.2.3 = 1.2.4"])
        #expect(values("cRLDistributionPoints") == ["URI:http://crl.example/x.crl"])
        #expect(values("freshestCRL") == ["URI:http://crl.example/d.crl"])
        #expect(values("authorityInfoAccess") == ["OCSP URI:http://ocsp.example/", "caIssuers URI:http://ca.example/"])
        #expect(extensions.contains { $0["oid"] as? String == "1.2.3.4.5" && $0["hex"] as? String == "0401ff" })
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func showsRequestsAndRevocationLists() async throws {
        let certificate = try await scene.selfSigned()
        let key = scene.scratch.file("key.pem")
        let request = scene.scratch.file("request.csr")
        _ = try await scene.openSSL([
            "req", "-new", "-key", key, "-subj", "/CN=asks", "-addext", "subjectAltName=DNS:asked.example", "-out",
            request,
        ])
        _ = try scene.scratch.write(
            "R\t350101000000Z\t250101000000Z,keyCompromise\t0AFF\tunknown\t/CN=x\n", to: "index.txt")
        let configuration = try scene.scratch.write(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=\(scene.scratch.file("index.txt"))\ndefault_md=sha256\n", to: "ca.cnf")
        let crl = scene.scratch.file("list.crl")
        _ = try await scene.openSSL([
            "ca", "-config", configuration, "-gencrl", "-cert", certificate, "-keyfile", key, "-crldays", "7", "-out",
            crl,
        ])
        let ending = try await scene.cert(["show", request, crl, key])
        #expect(ending.status == 0, "\(ending.error)")
        #expect(ending.output.contains("request, \(request)\n  subject      CN=asks\n"))
        #expect(ending.output.contains("subjectAltName: DNS:asked.example"))
        #expect(ending.output.contains("crl, \(crl)\n  issuer       CN=shown\n"))
        #expect(ending.output.contains("0aff since 2025-01-01T00:00:00Z; reasonCode: keyCompromise"))
        #expect(ending.output.contains("private key, \(key)\n  (not shown)"))
        #expect(!ending.output.contains("MIG"))
    }

    @Test func standardInputAndPEM() async throws {
        let files = try scene.authority.server()
        let text = try String(contentsOfFile: files.certificate, encoding: .utf8)
        let ending = try await scene.cert(["show", "-", "--pem"], input: "talk before it\n\(text)")
        #expect(ending.status == 0)
        #expect(ending.output == text)
    }

    @Test func servers() async throws {
        let files = try scene.authority.server()
        let (server, port) = try await Program.listen(files.options)
        let ending = try await scene.cert(["show", "127.0.0.1:\(port)", "--sni", "localhost", "--pem"])
        #expect(ending.status == 0, "\(ending.error)")
        #expect(ending.output == (try String(contentsOfFile: files.certificate, encoding: .utf8)))
        #expect(ending.error.contains("whether it verifies is not known"))
        let text = try await scene.cert(["show", "127.0.0.1:\(port)"])
        #expect(text.output.contains("common name  localhost"))
        withExtendedLifetime(server) {}
    }

    /// A server that wants a certificate of the client's shows its own all the same.
    @Test func serversThatAskForACertificate() async throws {
        let files = try scene.authority.server()
        let (server, port) = try await Program.listen(
            files.options + ["--client-ca", scene.authority.root])
        let ending = try await scene.cert(["show", "127.0.0.1:\(port)"])
        #expect(ending.status == 0, "\(ending.error)")
        #expect(ending.output.contains("common name  localhost"))
        withExtendedLifetime(server) {}
    }

    @Test func failures() async throws {
        let missing = try await scene.cert(["show", scene.scratch.file("none.pem")])
        #expect(missing.status == 66)
        #expect(missing.output == "")
        let empty = try await scene.cert(["show", try scene.scratch.write("nothing", to: "nothing")])
        #expect(empty.status == 65)
        let closed = try await scene.cert(["show", "127.0.0.1:1"])
        #expect(closed.status == 69)
        #expect(try await scene.cert(["show", "--sni", "a b"]).status == 64)
        #expect(try await scene.cert(["show", "--pem", "--json"]).status == 64)
    }

    /// What can be shown is shown, whatever stands beside it.
    @Test func damagedCertificates() async throws {
        let files = try scene.authority.server()
        let good = try String(contentsOfFile: files.certificate, encoding: .utf8)
        let bad = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
        let path = try scene.scratch.write(bad + good, to: "mixed.pem")
        let ending = try await scene.cert(["show", path, scene.authority.root])
        #expect(ending.status == 65)
        #expect(ending.error.contains("certificate 1 is malformed"))
        #expect(ending.output.contains("certificate 2 of 2, "))
        #expect(ending.output.contains("CN=Test ca"))
    }
}
