import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// Every kind of damage to every table of a real store is found and named, by audits and by the check at startup.
struct TableDamageTests {
    /// The sample ledger, in a store that is closed.
    private func sample(_ kind: StoreKind) async throws -> StorePlace {
        let place = try kind.makePlace()
        let store = try place.open()
        try await SampleLedger.fill(store)
        store.close()
        return place
    }

    /// What an audit finds; nil: nothing.
    private func fault(in place: StorePlace) async throws -> LedgerFault? {
        do throws(AuditError) {
            _ = try await place.audit()
            return nil
        } catch {
            guard case .fault(let fault) = error else { throw error }
            return fault
        }
    }

    @Test(arguments: StoreKind.available)
    func aStoredLedgerIsWhole(kind: StoreKind) async throws {
        let place = try await sample(kind)
        let result = try await place.audit(trust: AuditTrust(roots: SampleLedger.roots, name: nil))
        #expect(result.comparedTables && result.isTrusted)
        #expect(result.entries == 14 && result.accounts == 5 && result.holds == 2 && result.blocks == 2)
        let store = try place.inspect()
        #expect(try await StartupCheck.run(nil, on: store) == .full)
        #expect(throws: LedgerStoreError.self) {
            try store.write { transaction throws(LedgerStoreError) in try transaction.head() }
        }
        store.close()
    }

    @Test(arguments: StoreKind.available)
    func everyDamageIsFoundAndNamed(kind: StoreKind) async throws {
        let whole = try await sample(kind)
        for damage in TableDamage.all {
            guard let sql = damage.sql(kind) else { continue }
            let place = try whole.copy()
            try place.run(sql)
            let found = try await fault(in: place)
            #expect(found?.place == damage.place, "\(sql): \(found?.description ?? "nothing found")")
            if let word = damage.word {
                #expect(found?.reason.contains(word) == true, "\(sql): \(found?.reason ?? "")")
            }

            let store = try place.inspect()
            await #expect(throws: AuditError.self, "\(sql)") { try await StartupCheck.run(.full, on: store) }
            store.close()
        }
    }

    /// More rows than a page of any table has.
    @Test(arguments: StoreKind.available)
    func tablesOfManyPagesAreCompared(kind: StoreKind) async throws {
        let whole = try kind.makePlace()
        let scene = try StoreScene(whole)
        for start in stride(from: 0, to: 2_200, by: 550) {
            let names = (start..<start + 550).map { "a\($0)" }
            _ = try scene.records(names.map { StoreScene.open($0, owner: $0) })
            _ = try scene.records(
                names.map {
                    StoreScene.request(.deposit(account: Known.account($0), Known.euros(cents: 9)), by: "teller")
                })
            _ = try scene.records(
                names.map { name in
                    StoreScene.request(
                        .hold(
                            from: Known.account(name), to: Known.account(name == "a0" ? "a1" : "a0"),
                            Known.euros(cents: 5), expiresIn: 60_000, reference: ""),
                        by: name)
                })
        }
        scene.store.close()
        let result = try await whole.audit()
        #expect(result.entries == 6_600 && result.accounts == 2_202 && result.holds == 2_200)
        for damage in TableDamage.farBehind {
            guard let sql = damage.sql(kind) else { continue }
            let place = try whole.copy()
            try place.run(sql)
            let found = try await fault(in: place)
            #expect(found?.place == damage.place, "\(sql): \(found?.description ?? "nothing found")")
        }
    }

    /// An audit sees one moment, however much is written meanwhile.
    @Test(arguments: StoreKind.available)
    func whatIsWrittenMeanwhileDoesNotCount(kind: StoreKind) async throws {
        let place = try kind.makePlace()
        let scene = try StoreScene(place)
        _ = try scene.records(StoreScene.opening + (1...3).map { StoreScene.hold($0) })
        let inspected = try place.inspect()
        let writer = scene.store
        let before = try await scene.read { try $0.head() }
        let result = try await LedgerAudit.run(on: inspected, trust: nil, kept: []) { done, _ in
            // After the journal was read, and before the tables are.
            #expect(done == before.number)
            #expect(throws: Never.self) {
                _ = try writer.write { transaction throws(LedgerStoreError) in
                    try LedgerBatch(
                        [StoreScene.open("later", owner: "ann"), StoreScene.hold(7), StoreScene.pay(3)],
                        rules: LedgerRules(), clock: 5_000
                    ).run(in: transaction)
                }
            }
        }
        #expect(result.entries == before.number && result.holds == 3)
        #expect(try await place.audit().entries == before.number + 3)
        inspected.close()
        writer.close()
    }
}
