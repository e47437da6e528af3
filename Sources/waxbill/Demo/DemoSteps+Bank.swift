import Foundation
import WaxbillX509

extension DemoStep {
    static let repeatedPayment = DemoStep(
        name: "repeated-payment", claim: "A payment sent twice moves money once, and an overdraft is refused"
    ) { scene in
        let bank = try scene.bank("payments")
        defer { bank.remove() }
        let server = try await bank.serve()
        defer { server.kill() }
        try await bank.open(on: server, deposit: 100_00)
        let customer = try await bank.client(of: server, as: DemoBank.customer)
        defer { customer.close() }
        let payment = DemoBank.payment(25_00)
        let first = try await customer.send(payment)
        try expect(first.status == 200, "the payment was refused: \(first.body)")
        let second = try await customer.send(payment)
        try expect(second == first, "the second answer is another: \(first.body), \(second.body)")
        try expect(try await bank.balance(DemoBank.payee, on: server) == 25_00, "money was not moved once")
        let overdraft = try await customer.send(DemoBank.payment(80_00))
        guard let problem = overdraft.problem, problem == "insufficient_funds" else {
            throw DemoMismatch("the overdraft was not refused: \(overdraft.body)")
        }
        try expect(try await bank.balance(DemoBank.customer, on: server) == 75_00, "the overdraft moved money")
        return "100.00 EUR in, 25.00 paid with one id, twice: 75.00 left; 80.00 more: \(problem)"
    }

    static let killedBank = DemoStep(
        name: "killed-bank", claim: "A bank that is killed under load keeps every payment that it acknowledged"
    ) { scene in
        let bank = try scene.bank("killed")
        defer { bank.remove() }
        let killed = try await bank.serve()
        try await bank.open(on: killed, deposit: 1_000_000_00)
        let load = DemoBankLoad {
            try await bank.client(of: killed, as: DemoBank.customer)
        } request: {
            DemoBank.payment(1)
        }
        async let ended = load.run(connections: 16)
        // Looks count and not seconds: on a busy machine a look comes late.
        for _ in 0..<3000 where load.count < 500 { try await Task.sleep(for: .milliseconds(10)) }
        killed.kill()
        let sent = try await ended
        let acknowledged = sent.count { $0.answer != nil }
        try expect(acknowledged >= 500, "only \(acknowledged) payments were made")

        let server = try await bank.serve()
        defer { server.kill() }
        let there = try await bank.balance(DemoBank.payee, on: server)
        try expect((acknowledged...sent.count).contains(there), "\(acknowledged) were acknowledged, \(there) are there")
        let customer = try await bank.client(of: server, as: DemoBank.customer)
        defer { customer.close() }
        try await DemoBankLoad.repeatAll(sent, over: customer)
        let made = try await bank.balance(DemoBank.payee, on: server)
        try expect(made == sent.count, "\(sent.count) were sent, \(made) were made")
        server.stop()
        try bank.audit()
        return "kill -9 after \(acknowledged) acknowledged payments: all there; \(sent.count - acknowledged) without "
            + "an answer were sent again and made once; audit whole"
    }
}

extension DemoScene {
    /// A new bank.
    fileprivate func bank(_ name: String) throws -> DemoBank {
        guard let program = Bundle.main.executablePath else { throw DemoMismatch("the program cannot be found") }
        return try DemoBank(
            .init(
                authority: AuthorityFiles(directory: directory).certificate,
                server: IssuedFiles(directory: "\(directory)/server"), program: program),
            folder: "\(directory)/bank-\(name)", identities: identities.people)
    }
}
