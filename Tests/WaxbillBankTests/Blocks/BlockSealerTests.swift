import Synchronization
import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// What is sealed, when, and by whom.
struct BlockSealerTests {
    /// A ledger with so many deposits.
    private func ledger(deposits: Int) throws -> ArrayLedger {
        let ledger = ArrayLedger()
        try add(deposits, to: ledger, opening: true)
        return ledger
    }

    private func add(_ deposits: Int, to ledger: ArrayLedger, opening: Bool = false) throws {
        let eur = try #require(Currency("EUR"))
        let name = try #require(AccountName("ada"))
        let money = Money(try #require(Amount(minorUnits: 1)), eur)
        let teller = Requester(name: "teller", isTeller: true)
        var commands = [LedgerCommand](repeating: .deposit(account: name, money), count: deposits)
        if opening { commands.insert(.open(account: name, owner: "ada", currency: eur, creditLimit: 0), at: 0) }
        let start = ledger.content.head.number
        let requests = commands.enumerated().map {
            LedgerRequest(
                key: IdempotencyKey(high: start, low: UInt64($0.offset)), requester: teller, command: $0.element)
        }
        _ = try ledger.write { transaction throws(LedgerStoreError) in
            try LedgerBatch(requests, rules: LedgerRules(), clock: SampleLedger.start).run(in: transaction)
        }
    }

    @Test func blocksHaveAtMost1024EntriesAndLeaveNoneOut() async throws {
        let ledger = try ledger(deposits: 2_500)
        try await SampleLedger.sealer(of: ledger).seal()
        #expect(ledger.content.blocks.map(\.entries) == [1...1024, 1025...2048, 2049...2501])
        #expect(ledger.content.blocks.map(\.number) == [1, 2, 3])
        let trust = AuditTrust(roots: SampleLedger.roots, name: nil)
        #expect(try ledger.content.fault(trust: trust) == nil)
    }

    @Test func nothingNewIsNoBlock() async throws {
        let ledger = try ledger(deposits: 1)
        let sealer = SampleLedger.sealer(of: ledger)
        try await sealer.seal()
        try await sealer.seal()
        #expect(ledger.content.blocks.count == 1)
    }

    @Test func whatAReceiptIsAskedForIsSealedAtOnce() async throws {
        let ledger = try ledger(deposits: 3)
        let sealer = SampleLedger.sealer(of: ledger)
        #expect(try await sealer.block(containing: 2)?.entries == 1...4)
        #expect(try await sealer.block(containing: 5) == nil)
        try add(1, to: ledger)
        #expect(try await sealer.block(containing: 5)?.entries == 5...5)
    }

    /// Several servers seal one journal: each block is there once, whoever was first.
    @Test func sealersDoNotGetInEachOthersWay() async throws {
        let ledger = try ledger(deposits: 10)
        let sealers = (0..<4).map { _ in SampleLedger.sealer(of: ledger) }
        for _ in 0..<20 {
            try add(3, to: ledger)
            await withTaskGroup(of: Void.self) { group in
                for sealer in sealers { group.addTask { try? await sealer.seal() } }
            }
        }
        let content = ledger.content
        #expect(content.blocks.last?.entries.upperBound == content.head.number)
        #expect(try content.fault(trust: AuditTrust(roots: SampleLedger.roots, name: nil)) == nil)
    }

    /// After a certificate was renewed, the new one signs; the blocks of the old one stay good.
    @Test func theCurrentIdentitySigns() async throws {
        let ledger = try ledger(deposits: 1)
        let current = Mutex(TestPKI.server(.p256))
        let sealer = BlockSealer(store: ledger) { current.withLock { $0 } }
        try await sealer.seal()
        current.withLock { $0 = TestPKI.server(.ed25519) }
        try add(1, to: ledger)
        try await sealer.seal()
        let signers = try ledger.content.blocks.map { try SignedBlock($0).signed.certificates }
        #expect(signers == [TestPKI.server(.p256).certificateChain, TestPKI.server(.ed25519).certificateChain])
        #expect(try ledger.content.fault(trust: AuditTrust(roots: SampleLedger.roots, name: nil)) == nil)
    }

    @Test func whatDoesNotFollowIsNotSigned() async throws {
        let ledger = try ledger(deposits: 5)
        ledger.change { content in
            let entry = content.entries[3]
            content.entries[3] = StoredEntry(number: 4, bytes: entry.bytes.dropLast() + [9], chain: entry.chain)
        }
        await #expect(throws: BlockSealingError.self) { try await SampleLedger.sealer(of: ledger).seal() }
        #expect(ledger.content.blocks.isEmpty)
    }

    @Test func withoutACertificateNothingIsSealed() async throws {
        let ledger = try ledger(deposits: 1)
        let sealer = BlockSealer(store: ledger) { nil }
        await #expect(throws: BlockSealingError.noIdentity) { try await sealer.seal() }
        #expect(await sealer.failure == .noIdentity)
    }

    /// A block's statement is as docs/BANK.md has it, byte by byte.
    @Test func theEncodingIsTheDocumentedOne() async throws {
        let ledger = try ledger(deposits: 2)
        try await SampleLedger.sealer(of: ledger).seal()
        let sealed = try #require(ledger.content.blocks.first)
        let bytes = sealed.statement + sealed.certificates
        let head = ledger.content.head
        #expect(Array(bytes[0..<20]) == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 3])
        let leaves = ledger.content.entries.map { MerkleHash(leaf: $0.bytes) }
        #expect(Array(bytes[20..<52]) == MerkleTree(leaves: leaves).root.bytes)
        #expect(Array(bytes[52..<84]) == head.chain.bytes)
        #expect(Array(bytes[84..<116]) == MerkleHash.emptyRoot.bytes)
        let block = try SignedBlock(decoding: bytes)
        #expect(Array(bytes[124..<156]) == SignedBlock.hash(of: SampleLedger.identity.certificateChain).bytes)
        #expect(block.encoded == bytes)
        #expect(MerkleHash(leaf: sealed.certificates) == block.statement.certificates)
        #expect(Array(bytes[156..<158]) == [4, 3], "ecdsa_secp256r1_sha256")
        let length = Int(bytes[158]) << 8 | Int(bytes[159])
        #expect(sealed.statement.count == 160 + length)
        let leaf = try #require(SampleLedger.identity.certificateChain.first)
        #expect(Array(sealed.certificates[3..<6]) == [0, UInt8(leaf.count >> 8), UInt8(leaf.count & 0xff)])
        // Signed as any statement is, under a context of its own.
        let signed = SignedStatement(
            contents: Array(bytes[0..<156]), scheme: block.signed.scheme, signature: block.signed.signature,
            certificates: block.signed.certificates)
        let verifier = StatementVerifier(roots: SampleLedger.roots, name: nil)
        try verifier.verify(signed, in: try #require(StatementContext("bank block")))
    }
}
