import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// A small ledger in which everything happens once, with its requests.
enum SampleLedger {
    static let start: Int64 = 1_790_000_000_000

    static let identity = TestPKI.server()
    static let roots = TestPKI.authority.trustRoots

    /// A ledger with these batches' entries, sealed after each batch whose number is in `sealing`.
    static func make(_ batches: [Batch] = batches, sealing: Set<Int> = [1, 3]) async throws -> ArrayLedger {
        let ledger = ArrayLedger()
        try await fill(ledger, with: batches, sealing: sealing)
        return ledger
    }

    /// The same in a store that is empty.
    static func fill(
        _ store: any LedgerStore, with batches: [Batch] = batches, sealing: Set<Int> = [1, 3]
    ) async throws {
        let sealer = sealer(of: store)
        for (index, batch) in batches.enumerated() {
            _ = try store.write { transaction throws(LedgerStoreError) in
                try LedgerBatch(batch.requests, rules: batch.rules, clock: batch.time).run(in: transaction)
            }
            if sealing.contains(index) { try await sealer.seal() }
        }
    }

    static func sealer(of ledger: any LedgerStore, identity: Identity = identity) -> BlockSealer {
        BlockSealer(store: ledger) { identity }
    }

    struct Batch: Sendable {
        let time: Int64
        let rules: LedgerRules
        let requests: [LedgerRequest]
    }

    static let batches: [Batch] = {
        var key: UInt64 = 0
        func request(_ name: String, _ command: LedgerCommand) -> LedgerRequest {
            key += 1
            return LedgerRequest(
                key: IdempotencyKey(high: 0x1234_5678_9abc_def0, low: key),
                requester: Requester(name: name, isTeller: name == "teller"), command: command)
        }
        guard let eur = Currency("EUR"), let fee = Amount(minorUnits: 3), let a = AccountName("ada"),
            let b = AccountName("ben"), let c = AccountName("cy")
        else { return [] }
        func money(_ units: Int64) -> Money { Amount(minorUnits: units).map { Money($0, eur) } ?? Money(fee, eur) }
        func batch(_ seconds: Int64, _ requests: [LedgerRequest], fees: [Currency: Amount] = [:]) -> Batch {
            Batch(time: start + seconds * 1000, rules: LedgerRules(fees: fees), requests: requests)
        }
        return [
            batch(
                0,
                [
                    request("teller", .open(account: a, owner: "ada", currency: eur, creditLimit: 0)),
                    request("teller", .open(account: b, owner: "ben", currency: eur, creditLimit: 500)),
                    request("teller", .deposit(account: a, money(10_000))),
                ]),
            batch(
                1,
                [
                    request("ada", .pay(from: a, to: b, money(2_500), reference: "rent")),
                    request("ben", .pay(from: b, to: a, money(9_000), reference: "")),
                    request("ada", .hold(from: a, to: b, money(700), expiresIn: 5_000, reference: "")),
                    request("ada", .hold(from: a, to: b, money(300), expiresIn: 60_000, reference: "deposit")),
                ]),
            batch(
                2,
                [
                    request("ada", .pay(from: a, to: b, money(100), reference: "with a fee")),
                    request("ada", .pay(from: a, to: b, money(6_395), reference: "too much with a fee")),
                ], fees: [eur: fee]),
            // The first hold has expired here.
            batch(
                10,
                [
                    request("ben", .capture(hold: 7, amount: Amount(minorUnits: 200))),
                    request("ben", .void(hold: 6)),
                    request("teller", .open(account: c, owner: "cy", currency: eur, creditLimit: 0)),
                    request("teller", .close(account: c)),
                ]),
            batch(11, [request("ben", .withdraw(account: b, money(50)))]),
        ]
    }()
}
