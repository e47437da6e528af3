import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// What somebody can do who writes to the database, with and without the bank's key, and how far it is found out.
struct LedgerAttackTests {
    private let trust = AuditTrust(roots: SampleLedger.roots, name: nil)

    /// The ledger after some batches, with the blocks of `whole` over what is left.
    private func copy(of whole: LedgerContent, batches: [SampleLedger.Batch], blocks: Int) async throws -> LedgerContent
    {
        var content = try await SampleLedger.make(batches, sealing: []).content
        content.blocks = Array(whole.blocks.prefix(blocks))
        return content
    }

    private func receipt(_ entry: UInt64, of content: LedgerContent) throws -> KeptBlock {
        let receipt = try #require(try Receipt(of: entry, in: ContentSnapshot(content)))
        return try KeptBlock(receipt: receipt.file, trust: trust, source: "the receipt")
    }

    private func last(_ content: LedgerContent) throws -> KeptBlock {
        try #require(try LedgerAudit(ContentSnapshot(content), trust: trust).run().lastBlock)
    }

    /// What is behind the last block is protected by the file's permissions alone: no audit can miss it, and nobody has a
    /// receipt for it.
    @Test func whatIsNotSealedCanBeTakenAwayOrReordered() async throws {
        let whole = try await SampleLedger.make().content
        var batches = SampleLedger.batches
        let kept = [try last(whole), try receipt(4, of: whole), try receipt(13, of: whole)]
        let shorter = try await copy(of: whole, batches: batches.dropLast(), blocks: 2)
        #expect(shorter.head.number == 13)
        #expect(try shorter.fault(trust: trust, kept: kept) == nil)

        let eur = try #require(Currency("EUR"))
        let money = Money(try #require(Amount(minorUnits: 1)), eur)
        let another = LedgerRequest(
            key: IdempotencyKey(high: 1, low: 1), requester: Requester(name: "teller", isTeller: true),
            command: .deposit(account: try #require(AccountName("ada")), money))
        let tail = batches[4]
        batches[4] = SampleLedger.Batch(time: tail.time, rules: tail.rules, requests: [another] + tail.requests)
        let forward = try await copy(of: whole, batches: batches, blocks: 2)
        batches[4] = SampleLedger.Batch(time: tail.time, rules: tail.rules, requests: tail.requests + [another])
        let reordered = try await copy(of: whole, batches: batches, blocks: 2)
        #expect(forward.entries.last != reordered.entries.last)
        for content in [forward, reordered] { #expect(try content.fault(trust: trust, kept: kept) == nil) }
    }

    /// Of entries that are sealed none can be moved, though the chain be computed again.
    @Test func sealedEntriesCannotBeReordered() async throws {
        let whole = try await SampleLedger.make().content
        for index in SampleLedger.batches.indices.prefix(4) {
            var batches = SampleLedger.batches
            let batch = batches[index]
            batches[index] = SampleLedger.Batch(
                time: batch.time, rules: batch.rules, requests: batch.requests.reversed())
            var content = try await SampleLedger.make(batches, sealing: []).content
            #expect(try content.fault() == nil)
            content.blocks = whole.blocks
            #expect(try content.fault()?.place == .block(index < 2 ? 1 : 2))
        }
    }

    /// An older copy is whole by itself. What somebody has kept since then shows that it is old.
    @Test func anOlderCopyIsFoundByWhatWasKept() async throws {
        let whole = try await SampleLedger.make().content
        let old = try await copy(of: whole, batches: Array(SampleLedger.batches.prefix(2)), blocks: 1)
        #expect(old.head.number == 7)
        #expect(try old.fault(trust: trust) == nil)
        let lost = LedgerFault.Place.block(2)
        #expect(try old.fault(trust: trust, kept: [last(whole)])?.place == lost)
        #expect(try old.fault(trust: trust, kept: [receipt(10, of: whole)])?.place == lost)
        // What was kept before the copy was made is in it.
        #expect(try old.fault(trust: trust, kept: [receipt(4, of: whole)]) == nil)
        let empty = try await copy(of: whole, batches: [], blocks: 0)
        #expect(try empty.fault(trust: trust) == nil)
        #expect(try empty.fault(trust: trust, kept: [receipt(4, of: whole)])?.place == .block(1))

        // Entries that are there while their blocks are gone look as if they had not been sealed yet.
        var unsealed = whole
        unsealed.blocks.removeLast()
        #expect(try unsealed.fault(trust: trust) == nil)
        #expect(try unsealed.fault(trust: trust, kept: [last(whole)])?.place == lost)
        // Blocks whose entries are gone are no copy.
        var cut = old
        cut.blocks = whole.blocks
        #expect(try cut.fault(trust: trust)?.place == .entry(8))
    }

    /// The bank itself, or who has its key, can write another history. Two blocks of one number prove it.
    @Test func anotherHistoryUnderTheBanksKeyIsFoundByWhatWasKept() async throws {
        let whole = try await SampleLedger.make().content
        var batches = SampleLedger.batches
        batches[0] = SampleLedger.Batch(
            time: batches[0].time, rules: batches[0].rules, requests: batches[0].requests.reversed())
        let other = try await SampleLedger.make(batches).content
        #expect(try other.fault(trust: trust) == nil)
        let fault = try other.fault(trust: trust, kept: [receipt(4, of: whole)])
        #expect(fault == LedgerFault(.block(1), "it is not the block that the receipt has"))
        #expect(try other.fault(trust: trust, kept: [last(whole)])?.place == .block(2))
        #expect(try other.fault(trust: trust, kept: [last(other), receipt(4, of: other)]) == nil)
    }

    @Test func whatIsKeptIsReadAsItIsWritten() async throws {
        let block = try last(try await SampleLedger.make().content)
        let read = try #require(KeptBlock(block.description, source: block.source))
        #expect(read == block)
        let hash = block.hash.hexadecimal
        for text in [
            "", "2", ":\(hash)", "0:\(hash)", "+2:\(hash)", "-2:\(hash)", "2:\(hash)0", "2:\(hash.dropLast())",
            "2:\(hash):", "99999999999999999999:\(hash)", "2 :\(hash)", "２:\(hash)",
        ] {
            #expect(KeptBlock(text, source: "") == nil, "\(text)")
        }
    }

    /// A forged receipt does not make an honest bank look bad.
    @Test func aReceiptThatIsNotTheBanksIsNotKept() async throws {
        let ledger = try await SampleLedger.make(sealing: [])
        try await SampleLedger.sealer(of: ledger, identity: TestPKI.impostorServer).seal()
        #expect(throws: ReceiptError.self) { try receipt(4, of: ledger.content) }
    }

    /// Another signer's certificates in the place of the bank's, and none.
    @Test func certificatesThatAreChangedBesideTheBlocksAreFound() async throws {
        let whole = try await SampleLedger.make().content
        let ledger = try await SampleLedger.make(sealing: [])
        try await SampleLedger.sealer(of: ledger, identity: TestPKI.server(.ed25519)).seal()
        let others = try #require(ledger.content.blocks.first).certificates
        for certificates in [others, []] {
            var content = whole
            content.blocks = whole.blocks.map {
                SealedBlock(
                    number: $0.number, entries: $0.entries, statement: $0.statement, certificates: certificates)
            }
            #expect(try content.fault()?.place == .block(1))
            #expect(throws: LedgerStoreError.self) { try Receipt(of: 4, in: ContentSnapshot(content)) }
        }
    }
}
