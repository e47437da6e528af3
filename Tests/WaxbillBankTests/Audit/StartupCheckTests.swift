import Testing
import WaxbillProofs

@testable import WaxbillBank

/// What a server does not serve.
struct StartupCheckTests {
    /// What a check says; nil: it is served.
    private func place(_ check: StartupCheck?, _ content: LedgerContent) async -> LedgerFault.Place? {
        do throws(AuditError) {
            try await StartupCheck.run(check, on: ArrayLedger(content))
            return nil
        } catch {
            guard case .fault(let fault) = error else { return .database }
            return fault.place
        }
    }

    @Test(arguments: [StartupCheck.full, .recent])
    func wholeLedgersAreServed(check: StartupCheck) async throws {
        for sealing in [[], [1], [1, 3], [4]] as [Set<Int>] {
            let content = try await SampleLedger.make(sealing: sealing).content
            #expect(await place(check, content) == nil)
        }
        #expect(await place(check, LedgerContent()) == nil)
    }

    /// Entries 1 to 7 are in the first block, 8 to 13 in the second, and 14 is not sealed.
    @Test func theRecentCheckFindsWhatIsRecent() async throws {
        let whole = try await SampleLedger.make().content
        for index in whole.entries.indices {
            var content = whole
            let entry = whole.entries[index]
            content.entries[index] = StoredEntry(
                number: entry.number, bytes: entry.bytes.dropLast() + [entry.bytes[entry.bytes.count - 1] ^ 1],
                chain: entry.chain)
            #expect(await place(.full, content) == .entry(entry.number))
            let found = await place(.recent, content)
            #expect(index < 7 ? found == nil : found == .entry(entry.number), "entry \(entry.number)")
        }
        var content = whole
        content.entries.removeLast()
        #expect(await place(.recent, content) == .entry(14))
        content = whole
        content.head.chain = .emptyRoot
        #expect(await place(.recent, content) == .head)
        content = whole
        let block = whole.blocks[1]
        content.blocks[1] = SealedBlock(
            number: 2, entries: block.entries, statement: block.statement.dropLast() + [0x55],
            certificates: block.certificates)
        #expect(await place(.recent, content) == .block(2))
    }

    /// A full check of a large ledger would keep its customers waiting.
    @Test func whatIsCheckedDependsOnTheSize() {
        #expect(StartupCheck.automatic(entries: StartupCheck.mostFull) == .full)
        #expect(StartupCheck.automatic(entries: StartupCheck.mostFull + 1) == .recent)
    }
}
