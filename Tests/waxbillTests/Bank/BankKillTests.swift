import Foundation
import Testing
import WaxbillTLS
import WaxbillX509

@testable import waxbill

/// `waxbill bank serve` ended with SIGKILL at any moment while clients pay.
struct BankKillTests {
    private static let connections = 16
    private static let deposit = 1_000_000_000

    @Test func forgetsNothingThatItAcknowledged() async throws {
        let scratch = try Scratch()
        let bank = try Self.bank(in: scratch)
        var server = try await bank.serve()
        try await bank.open(on: server, deposit: Self.deposit)
        var (made, acknowledged, unanswered) = (0, 0, 0)
        for round in 1...FilesScene.rounds {
            let sent = try await Self.payUntilKilled(server, of: bank)
            server = try await bank.serve()

            // Before anything is sent again: all that was acknowledged, and what else was on its way at most.
            let confirmed = sent.count { $0.answer != nil }
            let found = try await bank.balance(DemoBank.payee, on: server)
            #expect((made + confirmed...made + sent.count).contains(found), "round \(round)")

            let customer = try await bank.client(of: server, as: DemoBank.customer)
            try await DemoBankLoad.repeatAll(sent, over: customer)
            customer.close()
            made += sent.count
            #expect(try await bank.balance(DemoBank.payee, on: server) == made, "round \(round)")
            #expect(try await bank.balance(DemoBank.customer, on: server) == Self.deposit - made, "round \(round)")
            (acknowledged, unanswered) = (acknowledged + confirmed, unanswered + sent.count - confirmed)
        }
        server.kill()
        try bank.audit()
        #expect(acknowledged > 0)
        print(
            "bank: \(FilesScene.rounds) rounds, \(acknowledged) payments acknowledged, \(unanswered) cut off by SIGKILL"
        )
    }

    /// Has clients pay, and kills the server after some of their payments; some clients may still be connecting.
    private static func payUntilKilled(
        _ server: DemoBankServer, of bank: DemoBank
    ) async throws -> [DemoBankLoad.Sent] {
        let load = DemoBankLoad {
            try await bank.client(of: server, as: DemoBank.customer)
        } request: {
            DemoBank.payment(1)
        }
        async let sent = load.run(connections: connections)
        let enough = Int.random(in: 1...500)
        // Looks count and not seconds: on a busy machine a look comes late.
        for _ in 0..<60_000 where load.count < enough { try await Task.sleep(for: .milliseconds(1)) }
        server.kill()
        return try await sent
    }

    private static func bank(in scratch: Scratch) throws -> DemoBank {
        let authority = try TestAuthority(in: scratch)
        var identities: [String: Identity] = [:]
        for name in [DemoBank.customer, DemoBank.payee, DemoBank.teller, DemoBank.auditor] {
            let files = try authority.client(name, folder: name)
            identities[name] = try Identity(certificateFile: files.certificate, keyFile: files.key)
        }
        return try DemoBank(
            .init(authority: authority.root, server: authority.server(), program: Programs.waxbill),
            folder: scratch.file("bank"), identities: identities)
    }
}
