import Foundation
import Testing
import WaxbillX509

/// `waxbill cert match`.
struct CertMatchTests {
    let scene: CertScene

    init() throws { scene = try CertScene() }

    @Test(arguments: [KeyKind.p256, .p384, .p521, .ed25519, .rsa2048])
    func everyKindOfKey(_ kind: KeyKind) async throws {
        let files = try scene.authority.server(key: kind)
        let other = try scene.authority.server(key: kind, folder: "other")
        let same = try await scene.cert(["match", files.key, files.certificate])
        #expect(same.status == 0, "\(same.error)")
        #expect(same.output.hasSuffix(": the key belongs to the certificate\n"))
        let different = try await scene.cert(["match", files.key, files.certificate, other.certificate])
        #expect(different.status == 1)
        #expect(different.output.contains("\(other.certificate): the key does NOT belong to the certificate\n"))
        #expect(different.error == "")
    }

    @Test func oneFileWithBoth() async throws {
        let files = try scene.authority.server()
        let key = try String(contentsOfFile: files.key, encoding: .utf8)
        let certificate = try String(contentsOfFile: files.certificate, encoding: .utf8)
        let both = try scene.scratch.write(certificate + key, to: "both.pem")
        #expect(try await scene.cert(["match", both]).status == 0)
        #expect(try await scene.cert(["match", files.key]).status == 65)
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func requestsAndPublicKeys() async throws {
        let files = try scene.authority.server(key: .rsa2048)
        let other = try scene.authority.server(folder: "other")
        let request = scene.scratch.file("request.csr")
        _ = try await scene.openSSL(["req", "-new", "-key", files.key, "-subj", "/CN=x", "-out", request])
        let publicKey = scene.scratch.file("public.pem")
        _ = try await scene.openSSL(["pkey", "-in", files.key, "-pubout", "-out", publicKey])
        let key = scene.scratch.file("key.der")
        _ = try await scene.openSSL(["pkey", "-in", files.key, "-outform", "DER", "-out", key])
        for path in [request, publicKey, key, files.key, files.certificate] {
            let ending = try await scene.cert(["match", path, files.certificate, request])
            #expect(ending.status == 0, "\(path): \(ending.output)\(ending.error)")
            #expect(try await scene.cert(["match", path, other.certificate]).status == 1)
        }
        let report = try scene.object(try await scene.cert(["match", publicKey, other.certificate, "--json"]))
        let matches = try #require(report["matches"] as? [[String: Any]])
        #expect(matches.first?["matches"] as? Bool == false)
        #expect((report["pin"] as? String)?.count == 44)
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func encryptedKeys() async throws {
        let files = try scene.authority.server()
        let key = scene.scratch.file("encrypted.pem")
        _ = try await scene.openSSL(["pkey", "-in", files.key, "-aes256", "-passout", "pass:x", "-out", key])
        let ending = try await scene.cert(["match", key, files.certificate])
        #expect(ending.status == 65)
        #expect(ending.error.contains("the private key is encrypted"))
    }
}
