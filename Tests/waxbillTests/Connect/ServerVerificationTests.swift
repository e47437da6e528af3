import Foundation
import Testing
import WaxbillX509

@testable import waxbill

/// What `waxbill connect` can ask of a server's certificate beside a trusted root.
@Suite(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
struct ServerVerificationTests {
    private let scratch: Scratch
    private let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
    }

    private func connect(_ port: Int, _ options: [String]) async throws -> Program.Ending {
        try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30"] + options)
    }

    @Test func pins() async throws {
        let files = try authority.server()
        let (server, port) = try await Program.listen(files.options)
        let pin = try await pin(of: files.certificate)
        let root = try await self.pin(of: authority.root)
        let other = try await self.pin(of: authority.server(folder: "other").certificate)
        for good in [[pin], [root], [other, pin], ["sha256/\(pin)"]] {
            let ending = try await connect(port, good.flatMap { ["--pin", $0] })
            #expect(ending.status == 0, "\(ending.error)")
        }
        let refused = try await connect(port, ["--pin", other])
        #expect(refused.status == 77 && refused.error.contains("pinned"), "\(refused.error)")
        withExtendedLifetime(server) {}
    }

    /// The pin of a certificate's key, in base64.
    private func pin(of certificate: String) async throws -> String {
        let openSSL = try #require(Programs.openSSL)
        let key = try await Program(openSSL, ["x509", "-in", certificate, "-pubkey", "-noout"]).ending().output
        let base64 = key.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        let info = try #require(Data(base64Encoded: base64))
        return PublicKeyPin(subjectPublicKeyInfo: Array(info)).description
    }

    @Test func revocationLists() async throws {
        let files = try authority.server()
        let (server, port) = try await Program.listen(files.options)
        let revocation = try await RevocationAuthority(of: authority)
        #expect(try await connect(port, ["--crl", revocation.list]).status == 0)
        // A list that says nothing about the server is not enough.
        let stranger = try await RevocationAuthority(of: TestAuthority(in: scratch, folder: "stranger"))
        #expect(try await connect(port, ["--crl", stranger.list]).status == 77)
        #expect(try await connect(port, ["--crl", stranger.list, "--crl", revocation.list]).status == 0)
        try await revocation.revoke(files.certificate)
        let refused = try await connect(port, ["--crl", revocation.list])
        #expect(refused.status == 77 && refused.error.contains("revoked"), "\(refused.error)")
        #expect(try await connect(port, []).status == 0)
        withExtendedLifetime(server) {}
    }

    /// A good response is good, and one that comes later and says otherwise is seen by the next client.
    @Test func stapledResponses() async throws {
        let files = try authority.server()
        let revocation = try await RevocationAuthority(of: authority)
        try await revocation.remember(files.certificate)
        let response = try await revocation.response(about: files.certificate)
        let (server, port) = try await Program.listen(files.options + ["--ocsp", response])
        let good = try await connect(port, ["--status", "--narrate"])
        #expect(good.status == 0 && good.error.contains("OCSP response"), "\(good.error)")
        try await revocation.revoke(files.certificate)
        _ = try await revocation.response(about: files.certificate)
        _ = try await server.errorLine("waxbill: reloaded \(files.certificate)")
        let refused = try await connect(port, ["--status"])
        #expect(refused.status == 77 && refused.error.contains("revoked"), "\(refused.error)")
        #expect(try await connect(port, []).status == 0)
    }

    @Test(arguments: [
        (["--pin", "abc"], 64), (["--profile", "lenient"], 64), (["--crl", "/no/such"], 66),
        (["--crl", "/dev/null"], 65),
        (["--insecure", "--crl", "/dev/null"], 64), (["--insecure", "--profile", "webpki"], 64),
    ])
    func exitsWith(options: [String], status: Int) async throws {
        let ending = try await Program.runWaxbill(["connect", "localhost:1"] + options)
        #expect(Int(ending.status) == status, "\(ending.error)")
    }
}
