import GRDB
import Testing
import WaxbillProofs
import WaxbillTestSupport

@testable import WaxbillBank

/// What every store does.
struct LedgerStoreTests {
    @Test(arguments: StoreKind.available)
    func aNewLedgerIsEmpty(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        #expect(try await scene.read { try $0.head() } == .empty)
        #expect(try await scene.read { try $0.accounts(after: nil, ownedBy: nil, limit: 10) } == [])
        #expect(try await scene.read { try $0.entries(after: 0, limit: 10) } == [])
        #expect(try await scene.read { try $0.lastEntry(notAfter: .max) } == 0)
        #expect(try await scene.read { try $0.blocks(after: 0, limit: 10) } == [])
        #expect(try await scene.read { try $0.block(containing: 1) } == nil)
        #expect(try await scene.read { try $0.hold(1) } == nil)
        #expect(try await scene.read { try $0.hold(.max) } == nil)
        #expect(try scene.store.write { transaction throws(LedgerStoreError) in try transaction.lastBlock() } == nil)
    }

    @Test(arguments: StoreKind.available)
    func entriesAreFoundByNumberAndByKey(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        let records = try scene.records(
            StoreScene.opening + [StoreScene.pay(10), StoreScene.pay(1_000_000), StoreScene.pay(20)], at: 1000)
        let later = try scene.records([StoreScene.pay(5)], at: 2000)
        let all = records + later
        let stored = all.map { StoredEntry(number: $0.entry.number, bytes: $0.bytes, chain: $0.chain) }
        #expect(try await scene.read { try $0.entries(after: 0, limit: .max) } == stored)
        #expect(try await scene.read { try $0.entries(after: 2, limit: 3) } == Array(stored[2..<5]))
        #expect(try await scene.read { try $0.entries(after: .max, limit: 3) } == [])
        #expect(try await scene.read { try $0.lastEntry(notAfter: 999) } == 0)
        #expect(try await scene.read { try $0.lastEntry(notAfter: 1000) } == UInt64(records.count))
        #expect(try await scene.read { try $0.lastEntry(notAfter: 5000) } == UInt64(all.count))
        let head = try await scene.read { try $0.head() }
        #expect(head.number == UInt64(all.count) && head.time == 2000 && head.chain == all.last?.chain)
        // The cash desk and the fees came with the first account.
        #expect(head.accounts == 4)

        var needs = LedgerNeeds()
        needs.keys = Set(all.map(\.entry.request.requestKey))
        needs.keys.insert(RequestKey(requester: "somebody else", key: all[0].entry.request.key))
        let loaded = try scene.load(needs)
        #expect(loaded.recorded == Dictionary(uniqueKeysWithValues: all.map { ($0.entry.request.requestKey, $0) }))
        #expect(loaded.accounts.isEmpty && loaded.holds.isEmpty)
    }

    @Test(arguments: StoreKind.available)
    func accountsAreFoundByNameAndOwner(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        // Capitals come before small letters, and the bank's own accounts between them and digits.
        let names = ["b", "a", "B", "a.1", "Z", "0", "a-1", "a_1"]
        _ = try scene.records(
            names.enumerated().map {
                StoreScene.open($1, owner: $0.isMultiple(of: 2) ? "Änne" : "bob", limit: Int64($0))
            })
        let all = try await scene.read { try $0.accounts(after: nil, ownedBy: nil, limit: 100) }
        #expect(all.map(\.name.text) == ["0", "@cash-EUR", "@fees-EUR", "B", "Z", "a", "a-1", "a.1", "a_1", "b"])
        let own = try await scene.read { try $0.accounts(after: nil, ownedBy: "Änne", limit: 100) }
        #expect(own.map(\.name.text) == ["B", "Z", "a-1", "b"])
        let page = try await scene.read { try $0.accounts(after: AccountName("B"), ownedBy: "Änne", limit: 2) }
        #expect(page == Array(own[1...2]))
        for account in all {
            #expect(try await scene.read { try $0.account(account.name) } == account)
        }
        #expect(try await scene.read { try $0.account(Known.account("A")) } == nil)
        var needs = LedgerNeeds()
        needs.accounts = Set(all.map(\.name) + [Known.account("A")])
        let loaded = try scene.load(needs)
        #expect(loaded.accounts == Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) }))
    }

    @Test(arguments: StoreKind.available)
    func postingsCarryBalances(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        _ = try scene.records(StoreScene.opening + (1...5).map { StoreScene.pay($0) })
        let payer = try #require(try await scene.read { try $0.account(StoreScene.ann) })
        #expect(payer.balance == 1000 - 15)
        let all = try await scene.read { try $0.postings(of: payer, in: 1...(.max), limit: .max) }
        #expect(all.map(\.amount) == [1000, -1, -2, -3, -4, -5])
        #expect(all.map(\.balance) == [1000, 999, 997, 994, 990, 985])
        let some = try await scene.read { try $0.postings(of: payer, in: all[1].entry...all[4].entry, limit: 2) }
        #expect(some == Array(all[1...2]))
        #expect(try await scene.read { try $0.lastPosting(of: payer, notAfter: all[2].entry) } == all[2])
        #expect(try await scene.read { try $0.lastPosting(of: payer, notAfter: .max) } == all[5])
        #expect(try await scene.read { try $0.lastPosting(of: payer, notAfter: all[0].entry - 1) } == nil)
    }

    @Test(arguments: StoreKind.available)
    func holdsChangeTheirState(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        let holds = try scene.records(StoreScene.opening + (1...3).map { StoreScene.hold($0 * 100) }).suffix(3).map(
            \.entry.number)
        _ = try scene.records([
            StoreScene.request(.capture(hold: holds[0], amount: Amount(minorUnits: 60)), by: "bob"),
            StoreScene.request(.void(hold: holds[1]), by: "bob"),
        ])
        let states = try await scene.read { snapshot throws(LedgerStoreError) in
            var states: [Hold.State?] = []
            for hold in holds { states.append(try snapshot.hold(hold)?.recordedState) }
            return states
        }
        #expect(states == [.captured, .voided, .active])
        let payer = try #require(try await scene.read { try $0.account(StoreScene.ann) })
        #expect(payer.balance == 940 && payer.held == 300 && payer.nextExpiry != nil)
        #expect(try await scene.read { try $0.activeHolds(of: payer) }.map(\.id) == [holds[2]])
        var needs = LedgerNeeds()
        needs.holds = [holds[0], 999]
        needs.holdsOf = [StoreScene.ann]
        #expect(Set(try scene.load(needs).holds.keys) == [holds[0], holds[2]])
    }

    @Test(arguments: StoreKind.available)
    func blocksAreFoundByNumberAndByEntry(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        // Two signers; the third block is the first one's.
        let certificates = [[UInt8](repeating: 1, count: 900), [UInt8](repeating: 2, count: 2_000)]
        let blocks = [1...10, 11...11, 12...40].enumerated().map { index, entries in
            let signer = certificates[index % 2]
            return SealedBlock(
                number: UInt64(index + 1), entries: UInt64(entries.lowerBound)...UInt64(entries.upperBound),
                statement: [UInt8](repeating: UInt8(index), count: 124) + MerkleHash(leaf: signer).bytes
                    + [UInt8](repeating: 7, count: index * 30),
                certificates: signer)
        }
        for block in blocks {
            try scene.store.write { transaction throws(LedgerStoreError) in try transaction.append(block) }
            #expect(
                try scene.store.write { transaction throws(LedgerStoreError) in try transaction.lastBlock() } == block)
        }
        #expect(try await scene.read { try $0.blocks(after: 0, limit: 10) } == blocks)
        #expect(try await scene.read { try $0.blocks(after: 1, limit: 1) } == [blocks[1]])
        for (number, block) in [(1, 0), (10, 0), (11, 1), (12, 2), (40, 2)] {
            #expect(try await scene.read { try $0.block(containing: UInt64(number)) } == blocks[block])
        }
        #expect(try await scene.read { try $0.block(containing: 41) } == nil)
        #expect(try await scene.read { try $0.block(containing: 0) } == nil)
        #expect(try await scene.storedSigners() == 2)
    }

    /// What a statement says about its certificates is what they are found by.
    @Test(arguments: StoreKind.available)
    func aBlockWhoseCertificatesAreLostHasNone(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        let block = SealedBlock(
            number: 1, entries: 1...3, statement: [UInt8](repeating: 0, count: 156), certificates: [1, 2, 3])
        try scene.store.write { transaction throws(LedgerStoreError) in try transaction.append(block) }
        #expect(try await scene.read { try $0.block(containing: 1) }?.certificates == [])
        #expect(throws: BlockError.certificatesMissing) {
            try SignedBlock(SealedBlock(number: 1, entries: 1...3, statement: block.statement, certificates: []))
        }
    }

    @Test(arguments: StoreKind.available)
    func whatThrowsChangesNothing(kind: StoreKind) async throws {
        let scene = try StoreScene(kind)
        _ = try scene.records(StoreScene.opening)
        let before = try await scene.read { try $0.head() }
        #expect(throws: LedgerStoreError.failed("enough")) {
            try scene.store.write { transaction throws(LedgerStoreError) in
                _ = try LedgerBatch([StoreScene.pay(10)], rules: LedgerRules(), clock: 1000).run(in: transaction)
                throw LedgerStoreError.failed("enough")
            }
        }
        #expect(try await scene.read { try $0.head() } == before)
        #expect(try await scene.read { try $0.account(StoreScene.ann) }?.balance == 1000)
        #expect(try scene.records([StoreScene.pay(10)]).first?.entry.number == before.number + 1)
    }

    @Test(arguments: StoreKind.available)
    func whatIsCommittedIsThereAfterANewStart(kind: StoreKind) async throws {
        let request = StoreScene.pay(10)
        let place = try kind.makePlace()
        let (head, record) = try await commit(request, at: place)
        let store = try place.open()
        #expect(try await store.read { snapshot throws(LedgerStoreError) in try snapshot.head() } == head)
        let answers = try store.write { transaction throws(LedgerStoreError) in
            try LedgerBatch([request], rules: LedgerRules(), clock: 5000).run(in: transaction)
        }
        #expect(answers == [.recorded(record, isReplay: true)])
        store.close()
    }

    /// Opens a store, commits a request, and closes it.
    private func commit(_ request: LedgerRequest, at place: StorePlace) async throws -> (JournalHead, RecordedEntry) {
        let scene = try StoreScene(place)
        let record = try #require(try scene.records(StoreScene.opening + [request]).last)
        let head = try await scene.read { try $0.head() }
        scene.store.close()
        #expect(throws: LedgerStoreError.self) {
            try scene.store.write { transaction throws(LedgerStoreError) in try transaction.head() }
        }
        return (head, record)
    }
}

/// A new ledger in a store, and requests to it.
struct StoreScene {
    let place: StorePlace
    let store: any LedgerStore

    static let ann = Known.account("ann")
    static let bob = Known.account("bob")

    init(_ kind: StoreKind) throws { try self.init(kind.makePlace()) }

    init(_ place: StorePlace) throws {
        self.place = place
        store = try place.open()
    }

    /// Two accounts, and 10.00 for one of them.
    static var opening: [LedgerRequest] {
        [
            open("ann", owner: "ann"), open("bob", owner: "bob"),
            request(.deposit(account: ann, Known.euros(cents: 1000)), by: "teller"),
        ]
    }

    static func open(_ name: String, owner: String, limit: Int64 = 0) -> LedgerRequest {
        request(
            .open(account: Known.account(name), owner: owner, currency: Known.euro, creditLimit: limit), by: "teller")
    }

    static func request(_ command: LedgerCommand, by name: String) -> LedgerRequest {
        LedgerRequest(
            key: .random(), requester: Requester(name: name, isTeller: name == "teller"), command: command)
    }

    static func pay(_ units: Int64) -> LedgerRequest {
        request(
            .pay(from: ann, to: bob, Known.euros(cents: units), reference: "Zürich"),
            by: "ann")
    }

    static func hold(_ units: Int64) -> LedgerRequest {
        request(
            .hold(
                from: ann, to: bob, Known.euros(cents: units), expiresIn: 60_000,
                reference: ""),
            by: "ann")
    }

    /// Decides requests in one transaction.
    func records(_ requests: [LedgerRequest], at clock: Int64 = 1000) throws -> [RecordedEntry] {
        let answers = try store.write { transaction throws(LedgerStoreError) in
            try LedgerBatch(requests, rules: LedgerRules(), clock: clock).run(in: transaction)
        }
        return answers.compactMap { if case .recorded(let record, false) = $0 { record } else { nil } }
    }

    /// How many lists of certificates are stored.
    func storedSigners() async throws -> Int {
        switch place {
        case .folder(let directory):
            let path = LedgerAudit.file(in: directory.path("bank"))
            return try await DatabaseQueue(path: path).read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM signers") ?? 0
            }
        #if PostgreSQL
        case .database(let address):
            let rows = try PostgreSQLConnection(PostgreSQLAddress(address)).run(
                PostgreSQLStatement("", "SELECT count(*) FROM bank_signers")())
            return Int(try rows.integer(0, 0))
        #endif
        }
    }

    func load(_ needs: LedgerNeeds) throws -> LoadedLedger {
        try store.write { transaction throws(LedgerStoreError) in
            _ = try transaction.head()
            return try transaction.load(needs)
        }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any LedgerSnapshot) throws -> Value) async throws -> Value {
        try await store.read { snapshot in Result { try body(snapshot) } }.get()
    }
}
