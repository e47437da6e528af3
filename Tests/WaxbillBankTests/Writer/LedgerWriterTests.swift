import Synchronization
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

struct LedgerWriterTests {
    let directory: TemporaryDirectory
    let store: FaultyStore

    init() throws {
        directory = try TemporaryDirectory()
        store = FaultyStore(try SQLiteStore(folder: directory.path("bank")))
    }

    @Test func oneBalanceIsSpentOnce() async throws {
        try store.ask(Payments.opening(1_000))
        let writer = LedgerWriter(store)
        let answers = try await submit((0..<64).map { _ in Payments.pay(600) }, to: writer)
        #expect(answers.filter(\.isDone).count == 1)
        let reasons = answers.compactMap { answer -> Refusal? in
            guard case .refused(let refusal) = answer.record?.entry.outcome else { return nil }
            return refusal
        }
        #expect(reasons == Array(repeating: Refusal(.insufficientFunds, available: 400), count: 63))
        #expect(try await store.balance(Payments.ann) == 400)
        #expect(try await store.balance(Payments.bob) == 600)
        await writer.shutDown()
    }

    @Test func oneRequestSentManyTimesMovesOnce() async throws {
        try store.ask(Payments.opening(1_000))
        let writer = LedgerWriter(store)
        let request = Payments.pay(10)
        let answers = try await submit(Array(repeating: request, count: 64), to: writer)
        #expect(Set(answers.map(\.record)).count == 1)
        #expect(answers.filter { if case .recorded(_, isReplay: false) = $0 { true } else { false } }.count == 1)
        let other = LedgerRequest(key: request.key, requester: request.requester, command: Payments.pay(11).command)
        #expect(try await writer.submit(other) == .mismatch)
        #expect(try await store.balance(Payments.bob) == 10)
        await writer.shutDown()
    }

    @Test func moneyStaysWhileManyMoveIt() async throws {
        let names = (0..<20).map { AccountName("account-\($0)")! }
        for name in names {
            try store.ask([
                Payments.teller(.open(account: name, owner: name.text, currency: Payments.euro, creditLimit: 0)),
                Payments.teller(.deposit(account: name, Payments.amount(100))),
            ])
        }
        let writer = LedgerWriter(store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<64 {
                group.addTask {
                    for step in 0..<10 {
                        let request = Payments.pay(
                            Int64(1 + (task * 7 + step * 13) % 90), from: names[(task + step) % 20],
                            to: names[(task * 3 + step + 1) % 20])
                        let answer = try await writer.submit(request)
                        // What is answered is there for everybody who reads then.
                        let head = try await store.head().number
                        #expect(try #require(answer.record).entry.number <= head)
                    }
                }
            }
            try await group.waitForAll()
        }
        let accounts = try await store.read { snapshot throws(LedgerStoreError) in
            try snapshot.accounts(after: nil, ownedBy: nil, limit: .max)
        }
        #expect(accounts.reduce(0) { $0 + $1.balance } == 0)
        #expect(accounts.filter { !$0.name.isSystem }.allSatisfy { $0.balance >= 0 })
        #expect(try await store.journal().count == 40 + 640)
        await writer.shutDown()
    }

    @Test func whatWaitsIsCommittedTogether() async throws {
        try store.ask(Payments.opening(1_000))
        let observer = CountingObserver()
        var settings = LedgerWriterSettings()
        settings.mostPerBatch = 20
        let writer = LedgerWriter(store, settings: settings, observer: observer)
        let tasks = try await waitingTasks(31, in: writer)
        store.open()
        for task in tasks { #expect(try await task.value.isDone) }
        await writer.shutDown()
        #expect(observer.sizes == [1, 20, 10])
    }

    @Test func tooManyAreRefused() async throws {
        try store.ask(Payments.opening(1_000))
        let observer = CountingObserver()
        var settings = LedgerWriterSettings()
        settings.mostWaiting = 3
        let writer = LedgerWriter(store, settings: settings, observer: observer)
        let tasks = try await waitingTasks(4, in: writer)
        await #expect(throws: LedgerWriterError.overloaded) { try await writer.submit(Payments.pay(1)) }
        #expect(observer.refused == 1)
        store.open()
        for task in tasks { #expect(try await task.value.isDone) }
        #expect(try await writer.submit(Payments.pay(1)).isDone)
        await writer.shutDown()
    }

    @Test(arguments: [LedgerStoreError.full("full"), .failed("failed"), .damaged("damaged")])
    func whatTheStoreDoesNotTakeIsNotAcknowledged(error: LedgerStoreError) async throws {
        try store.ask(Payments.opening(1_000))
        let observer = CountingObserver()
        let writer = LedgerWriter(store, clock: { 77 }, observer: observer)
        store.fail([.before(error)])
        let request = Payments.pay(10)
        await #expect(throws: LedgerWriterError.store(error)) { try await writer.submit(request) }
        #expect(writer.failure == LedgerWriterFailure(error: error, since: 77))
        #expect(observer.failed == 1)
        #expect(try await store.balance(Payments.bob) == 0)
        #expect(try await writer.submit(request).isDone)
        #expect(writer.failure == nil)
        await writer.shutDown()
    }

    @Test func itIsToldSinceWhenNothingWorks() async throws {
        let time = Mutex<Int64>(100)
        let writer = LedgerWriter(store, clock: { time.withLock { $0 } })
        store.fail([.before(.failed("first")), .before(.full("second"))])
        for _ in 0..<2 {
            await #expect(throws: LedgerWriterError.self) { try await writer.submit(Payments.pay(1)) }
            time.withLock { $0 += 50 }
        }
        #expect(writer.failure == LedgerWriterFailure(error: .full("second"), since: 100))
        await writer.shutDown()
    }

    /// In a batch, each gets the answer to what it has asked.
    @Test func answersGoToThoseWhoAsked() async throws {
        try store.ask(Payments.opening(1_000))
        let writer = LedgerWriter(store)
        let first = try await waitingTasks(1, in: writer)
        let requests = (1...20).map { Payments.pay($0) }
        let tasks = requests.map { request in Task { try await writer.submit(request) } }
        while writer.waitingCount < requests.count { try await Task.sleep(for: .milliseconds(1)) }
        store.open()
        for (task, request) in zip(tasks, requests) {
            #expect(try await task.value.record?.entry.request == request)
        }
        for task in first { #expect(try await task.value.isDone) }
        await writer.shutDown()
    }

    @Test func anUnknownOutcomeIsFoundOut() async throws {
        try store.ask(Payments.opening(1_000))
        let writer = LedgerWriter(store)
        // It was written, and nobody said so.
        store.fail([.after(.unavailable("lost"))])
        #expect(try await writer.submit(Payments.pay(10)).isDone)
        #expect(try await store.balance(Payments.bob) == 10)
        // It was not.
        store.fail([.before(.unavailable("lost"))])
        #expect(try await writer.submit(Payments.pay(10)).isDone)
        #expect(try await store.balance(Payments.bob) == 20)
        // Neither time.
        store.fail([.after(.unavailable("lost")), .before(.unavailable("gone"))])
        let request = Payments.pay(10)
        await #expect(throws: LedgerWriterError.store(.unavailable("gone"))) { try await writer.submit(request) }
        #expect(writer.failure?.error == .unavailable("gone"))
        #expect(try await writer.submit(request).isDone)
        #expect(try await store.balance(Payments.bob) == 30)
        await writer.shutDown()
    }

    @Test func whatWasTakenIsAnsweredBeforeTheEnd() async throws {
        try store.ask(Payments.opening(1_000))
        let writer = LedgerWriter(store)
        let tasks = try await waitingTasks(10, in: writer)
        let end = Task { await writer.shutDown() }
        while !writer.isShutDown { try await Task.sleep(for: .milliseconds(1)) }
        store.open()
        for task in tasks { #expect(try await task.value.isDone) }
        await end.value
        await #expect(throws: LedgerWriterError.shutDown) { try await writer.submit(Payments.pay(1)) }
    }
}

extension LedgerWriterTests {
    private func submit(_ requests: [LedgerRequest], to writer: LedgerWriter) async throws -> [LedgerAnswer] {
        try await withThrowingTaskGroup(of: LedgerAnswer.self) { group in
            for request in requests { group.addTask { try await writer.submit(request) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Requests of which the first one is with the store, which is blocked, and the others wait.
    private func waitingTasks(
        _ count: Int, in writer: LedgerWriter
    ) async throws -> [Task<LedgerAnswer, any Error>] {
        store.block()
        var tasks: [Task<LedgerAnswer, any Error>] = []
        for index in 0..<count {
            tasks.append(Task { try await writer.submit(Payments.pay(1)) })
            while index == 0 ? !store.isWaitedFor : writer.waitingCount < index {
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        return tasks
    }
}

/// Counts what a writer tells.
private final class CountingObserver: LedgerWriterObserver {
    private struct Counts {
        var sizes: [Int] = []
        var failed = 0
        var refused = 0
    }

    private let counts = Mutex(Counts())

    var sizes: [Int] { counts.withLock(\.sizes) }
    var failed: Int { counts.withLock(\.failed) }
    var refused: Int { counts.withLock(\.refused) }

    func committed(requests: Int, in duration: Duration, waiting: Int) {
        counts.withLock { $0.sizes.append(requests) }
    }
    func failed(requests: Int, _ error: LedgerStoreError) { counts.withLock { $0.failed += requests } }
    func overloaded() { counts.withLock { $0.refused += 1 } }
}

// swift-format-ignore: NeverForceUnwrap
/// Requests to a bank of two customers, `ann` and `bob`.
enum Payments {
    static let ann = AccountName("ann")!
    static let bob = AccountName("bob")!
    static let euro = Currency("EUR")!

    static func amount(_ units: Int64) -> Money { Money(Amount(minorUnits: units)!, euro) }

    static func key() -> IdempotencyKey {
        IdempotencyKey(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
    }

    static func teller(_ command: LedgerCommand) -> LedgerRequest {
        LedgerRequest(key: key(), requester: Requester(name: "teller", isTeller: true), command: command)
    }

    /// Both accounts, with so much for `ann`.
    static func opening(_ units: Int64) -> [LedgerRequest] {
        [ann, bob].map { teller(.open(account: $0, owner: $0.text, currency: euro, creditLimit: 0)) }
            + [teller(.deposit(account: ann, amount(units)))]
    }

    static func pay(_ units: Int64, from: AccountName = ann, to: AccountName = bob) -> LedgerRequest {
        LedgerRequest(
            key: key(), requester: Requester(name: from.text, isTeller: false),
            command: .pay(from: from, to: to, amount(units), reference: ""))
    }
}
