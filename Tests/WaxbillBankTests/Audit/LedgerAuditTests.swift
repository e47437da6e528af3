import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// What an audit finds, and where.
struct LedgerAuditTests {
    private let trust = AuditTrust(roots: SampleLedger.roots, name: nil)

    @Test func aWholeLedgerIsWhole() async throws {
        let content = try await SampleLedger.make().content
        let result = try LedgerAudit(ContentSnapshot(content), trust: trust).run()
        #expect(result.entries == 14)
        #expect(result.blocks == 2)
        #expect(result.sealed == 13)
        #expect(result.accounts == 5)
        #expect(result.holds == 2)
        #expect(result.comparedTables && result.isTrusted)
        #expect(content.entries.count == 14)
        // All kinds of outcomes are in it, so that replaying them means something.
        let reasons = try content.entries.map { try JournalEntry(decoding: $0.bytes).outcome }.compactMap {
            if case .refused(let refusal) = $0 { refusal.reason } else { nil }
        }
        #expect(reasons == [.insufficientFunds, .insufficientFunds, .holdNotActive])
    }

    @Test func anEmptyLedgerIsWhole() throws { #expect(try LedgerContent().fault() == nil) }

    @Test func everyBitOfTheJournalCounts() async throws {
        var content = try await SampleLedger.make(sealing: []).content
        for index in content.entries.indices {
            let entry = content.entries[index]
            for bit in 0..<(8 * entry.bytes.count) {
                var bytes = entry.bytes
                bytes[bit / 8] ^= 1 << (bit % 8)
                content.entries[index] = StoredEntry(number: entry.number, bytes: bytes, chain: entry.chain)
                let fault = try content.fault()
                guard fault?.place == .entry(entry.number) else {
                    Issue.record("bit \(bit) of entry \(entry.number): \(String(describing: fault))")
                    continue
                }
            }
            for bit in 0..<256 {
                var hash = entry.chain.bytes
                hash[bit / 8] ^= 1 << (bit % 8)
                content.entries[index] = StoredEntry(
                    number: entry.number, bytes: entry.bytes, chain: try #require(MerkleHash(bytes: hash)))
                #expect(try content.fault()?.place == .entry(entry.number))
            }
            content.entries[index] = entry
            content.times[index] ^= 1 << Int64(index)
            #expect(try content.fault()?.place == .entry(entry.number))
            content.times[index] ^= 1 << Int64(index)
        }
        #expect(try content.fault() == nil)
    }

    /// Without knowing whom to trust, too: signature and certificates belong together.
    @Test func everyBitOfTheBlocksCounts() async throws {
        var content = try await SampleLedger.make().content
        for index in content.blocks.indices {
            let block = content.blocks[index]
            let count = block.statement.count
            for bit in 0..<(8 * (count + block.certificates.count)) {
                var bytes = block.statement + block.certificates
                bytes[bit / 8] ^= 1 << (bit % 8)
                content.blocks[index] = SealedBlock(
                    number: block.number, entries: block.entries, statement: Array(bytes[..<count]),
                    certificates: Array(bytes[count...]))
                let fault = try content.fault()
                guard fault?.place == .block(block.number) else {
                    Issue.record("bit \(bit) of block \(block.number): \(String(describing: fault))")
                    continue
                }
            }
            let first = block.entries.lowerBound
            content.blocks[index] = SealedBlock(
                number: block.number, entries: first...(block.entries.upperBound - 1), statement: block.statement,
                certificates: block.certificates)
            #expect(try content.fault()?.place == .block(block.number))
            content.blocks[index] = SealedBlock(
                number: block.number, entries: block.entries, statement: block.statement, certificates: [])
            let lost = LedgerFault(.block(block.number), "the certificates of the block's signer are missing")
            #expect(try content.fault() == lost)
            content.blocks[index] = block
        }
        #expect(try content.fault(trust: trust) == nil)
    }

    @Test func removedSwappedAndAddedEntriesAreFound() async throws {
        let whole = try await SampleLedger.make().content
        for index in whole.entries.indices {
            var content = whole
            content.entries.remove(at: index)
            #expect(try content.fault()?.place == .entry(UInt64(index) + 1), "removed")
            // The same with the numbers moved up.
            content.entries = content.entries.enumerated().map {
                StoredEntry(number: UInt64($0.offset) + 1, bytes: $0.element.bytes, chain: $0.element.chain)
            }
            #expect(try content.fault()?.place == .entry(UInt64(index) + 1), "removed, renumbered")
        }
        for index in whole.entries.indices.dropLast() {
            var content = whole
            let (a, b) = (whole.entries[index], whole.entries[index + 1])
            content.entries[index] = StoredEntry(number: a.number, bytes: b.bytes, chain: b.chain)
            content.entries[index + 1] = StoredEntry(number: b.number, bytes: a.bytes, chain: a.chain)
            #expect(try content.fault()?.place == .entry(a.number), "swapped")
        }
        var content = whole
        let last = try #require(whole.entries.last)
        content.entries.append(StoredEntry(number: last.number + 1, bytes: last.bytes, chain: last.chain))
        #expect(try content.fault()?.place == .entry(last.number + 1), "added")
    }

    /// Whoever can write to the database can compute the chain again, and decide otherwise; the signature is what he cannot make.
    @Test func aRewrittenHistoryIsFoundByItsBlocks() async throws {
        let whole = try await SampleLedger.make().content
        var batches = SampleLedger.batches
        let rent = batches[1].requests[0]
        let command = LedgerCommand.pay(
            from: try #require(AccountName("ada")), to: try #require(AccountName("ben")),
            Money(try #require(Amount(minorUnits: 2_400)), try #require(Currency("EUR"))), reference: "rent")
        let changed = LedgerRequest(key: rent.key, requester: rent.requester, command: command)
        batches[1] = SampleLedger.Batch(
            time: batches[1].time, rules: batches[1].rules, requests: [changed] + batches[1].requests.dropFirst())
        var rewritten = try await SampleLedger.make(batches, sealing: []).content
        #expect(try rewritten.fault() == nil)
        rewritten.blocks = whole.blocks
        #expect(try rewritten.fault()?.place == .block(1))
        // With a key of his own he can sign blocks, but not as the bank.
        let forger = ArrayLedger(try await SampleLedger.make(batches, sealing: []).content)
        try await SampleLedger.sealer(of: forger, identity: TestPKI.impostorServer).seal()
        #expect(try forger.content.fault() == nil)
        #expect(try forger.content.fault(trust: trust)?.place == .block(1))
    }

    @Test func blocksThatAreMissingOrMovedAreFound() async throws {
        let whole = try await SampleLedger.make().content
        var content = whole
        content.blocks.removeFirst()
        #expect(try content.fault()?.place == .block(1))
        content.blocks = whole.blocks.reversed()
        #expect(try content.fault()?.place == .block(1))
        // The journal's end cannot go where it was signed.
        content = whole
        content.entries.removeLast(3)
        content.times.removeLast(3)
        #expect(try content.fault()?.place == .entry(12))
    }

    @Test func everyTableIsCompared() async throws {
        let whole = try await SampleLedger.make().content
        func expect(_ place: LedgerFault.Place, _ change: (inout LedgerContent) -> Void) throws {
            var content = whole
            change(&content)
            #expect(try content.fault()?.place == place)
        }
        for (index, account) in whole.accounts.enumerated() {
            let place = LedgerFault.Place.account(account.name.text)
            try expect(place) { $0.accounts[index].balance += 1 }
            try expect(place) { $0.accounts[index].held += 1 }
            try expect(place) { $0.accounts[index].isOpen.toggle() }
            try expect(.database) { $0.accounts.remove(at: index) }
        }
        for (index, hold) in whole.holds.enumerated() {
            try expect(.hold(hold.id)) { $0.holds[index].recordedState = .voided }
            try expect(.hold(hold.id)) { $0.holds.remove(at: index) }
        }
        for (index, row) in whole.postings.enumerated() {
            let posting = row.posting
            for (amount, balance) in [(posting.amount + 1, posting.balance), (posting.amount, posting.balance - 1)] {
                try expect(.entry(posting.entry)) {
                    $0.postings[index] = PostingRow(
                        account: row.account,
                        posting: AccountPosting(entry: posting.entry, amount: amount, balance: balance))
                }
            }
            try expect(.entry(posting.entry)) { $0.postings.remove(at: index) }
        }
        for (index, row) in whole.keys.enumerated() {
            try expect(.entry(row.entry)) { $0.keys.remove(at: index) }
            try expect(.entry(row.entry)) {
                $0.keys[index] = KeyRow(key: RequestKey(requester: "eve", key: row.key.key), entry: row.entry)
            }
        }
        try expect(.head) { $0.head.accounts += 1 }
        try expect(.head) { $0.head.time += 1 }
        try expect(.head) { $0.head.chain = .emptyRoot }
        try expect(.entry(15)) { $0.head.number += 1 }
    }

    /// A decision that the rules do not lead to, with everything around it recomputed.
    @Test func wrongDecisionsAreFound() async throws {
        let content = try await SampleLedger.make(sealing: []).content
        var journal: [StoredEntry] = []
        var chain = JournalHead.empty.chain
        for stored in content.entries {
            var entry = try JournalEntry(decoding: stored.bytes)
            if case .refused = entry.outcome, case .pay(let from, let to, let money, _) = entry.request.command {
                let units = money.amount.minorUnits
                entry = JournalEntry(
                    number: entry.number, time: entry.time, request: entry.request,
                    outcome: .done([Posting(from, -units), Posting(to, units)]))
            }
            chain = JournalHead.chain(chain, entry.encoded)
            journal.append(StoredEntry(number: entry.number, bytes: entry.encoded, chain: chain))
        }
        var changed = content
        changed.entries = journal
        let fault = try #require(try changed.fault())
        #expect(fault.place == .entry(5))
        #expect(fault.reason.contains("insufficient_funds"))
    }
}
