import Foundation
import Testing
import WaxbillX509

/// Clients whose certificates are revoked while `waxbill bank serve --crl` runs.
@Suite(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)")) struct BankRevocationTests {
    @Test func aRevokedClientMovesNothing() async throws {
        let scene = try BankScene()
        let revocations = try await RevocationAuthority(of: scene.authority)
        let (server, port) = try await scene.serve(["--crl", revocations.list])
        try await scene.openAccounts(port: port)
        #expect(try await scene.run("alice", "pay", "alice-1", "bob-1", "1", port: port).status == 0)

        try await revocations.revoke(try scene.files(of: "alice").certificate)
        server.interrupt(with: SIGHUP)
        _ = try await server.errorLine("waxbill: reloaded \(scene.authority.root)")
        let refused = try await scene.run("alice", "pay", "alice-1", "bob-1", "25", "--retries", "0", port: port)
        #expect(refused.status == 77, "\(refused.error)")
        #expect(refused.error.contains("revoked"), "\(refused.error)")
        #expect(scene.keptKeys.isEmpty)

        // The others go on, and nothing has moved.
        #expect(try await scene.run("bob", "balance", "bob-1", port: port).output == "1.00 EUR\n")
        #expect(try await scene.run("otto", "balance", "alice-1", port: port).output == "99.00 EUR\n")
        withExtendedLifetime(server) {}
    }
}
