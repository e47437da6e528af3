import Foundation
import Synchronization
import Testing

@testable import WaxbillBank

/// Jepsen's bank check: clients pay one another at random while others read all accounts. Whatever happens meanwhile,
/// every read adds up to the same total and finds nobody below the limit, and what was answered is there in the end.
struct BankCheck {
    /// What was seen.
    struct Report: Sendable {
        var answered: [RequestKey: RecordedEntry] = [:]
        /// Requests that got no answer: whether they happened is unknown.
        var unanswered: [LedgerRequest] = []
        var made = 0
        var reads = 0
    }

    private final class Progress: Sendable {
        let report = Mutex(Report())
        let isDone = Atomic(false)
    }

    /// How long clients pay: 10 seconds, or as many as WAXBILL_TORTURE_ROUNDS says.
    static let duration = Duration.seconds(
        ProcessInfo.processInfo.environment["WAXBILL_TORTURE_ROUNDS"].flatMap { Int($0) } ?? 10)

    static let accounts = 8
    static let teller = Requester(name: "teller", isTeller: true)
    static let creditLimit: Int64 = 50

    /// What clients use in turn: each a server's writer and its store.
    let servers: [(writer: any LedgerWriting, store: any LedgerStore)]

    static func name(_ index: Int) -> AccountName { Known.account("account-\(index)") }
    static func owner(_ index: Int) -> String { "owner-\(index)" }

    /// Opens the accounts, with 100.00 on each.
    func open() async throws {
        for index in 0..<Self.accounts {
            for command in [
                LedgerCommand.open(
                    account: Self.name(index), owner: Self.owner(index), currency: Known.euro,
                    creditLimit: Self.creditLimit),
                .deposit(account: Self.name(index), Known.euros(cents: 100)),
            ] {
                let request = LedgerRequest(key: .random(), requester: Self.teller, command: command)
                guard case .recorded(let record, false) = try await servers[0].writer.submit(request),
                    case .done = record.entry.outcome
                else { throw BankCheckFailure("\(command) was refused") }
            }
        }
    }

    /// Lets clients pay and readers read.
    /// - Parameter meanwhile: what happens while they do, until they are done.
    func run(
        clients: Int = 64,
        meanwhile: @escaping @Sendable () async -> Void = { try? await Task.sleep(for: .milliseconds(20)) }
    ) async throws -> Report {
        let progress = Progress()
        let disturbance = Task { while !progress.isDone.load(ordering: .relaxed) { await meanwhile() } }
        // Every server seals.
        let sealing = servers.map { server in
            let sealer = SampleLedger.sealer(of: server.store)
            return Task { await sealer.run(every: .milliseconds(200)) }
        }
        let readers = servers.map { server in
            Task {
                var reads = 0
                while !progress.isDone.load(ordering: .relaxed) {
                    if try await Self.read(server.store) { reads += 1 }
                }
                return reads
            }
        }
        let end = ContinuousClock.now + Self.duration
        await withTaskGroup { group in
            for client in 0..<clients {
                let writer = servers[client % servers.count].writer
                group.addTask { await Self.pay(client, until: end, writer, progress) }
            }
        }
        progress.isDone.store(true, ordering: .relaxed)
        await disturbance.value
        for task in sealing {
            task.cancel()
            await task.value
        }
        for reader in readers {
            let reads = try await reader.value
            progress.report.withLock { $0.reads += reads }
        }
        return progress.report.withLock { $0 }
    }

    /// Every fourth request is sent twice at once, with one key.
    private static func pay(
        _ client: Int, until end: ContinuousClock.Instant, _ writer: any LedgerWriting, _ progress: Progress
    ) async {
        var round = 0
        repeat {
            round += 1
            let from = Int.random(in: 0..<accounts)
            let to = (from + .random(in: 1..<accounts)) % accounts
            let amount = Known.amount(.random(in: 1...60))
            let request = LedgerRequest(
                key: .random(), requester: Requester(name: owner(from), isTeller: false),
                command: .pay(
                    from: name(from), to: name(to), Money(amount, Known.euro), reference: "\(client)/\(round)"))
            async let again = round.isMultiple(of: 4) ? try? writer.submit(request) : nil
            let answers = [try? await writer.submit(request), await again].compactMap(\.self)
            progress.report.withLock { report in
                report.made += 1
                if answers.isEmpty { report.unanswered.append(request) }
                for case .recorded(let record, _) in answers {
                    if let known = report.answered[request.requestKey], known != record {
                        Issue.record("two answers to one request: \(known.entry) and \(record.entry)")
                    }
                    report.answered[request.requestKey] = record
                }
            }
        } while ContinuousClock.now < end
    }

    /// Reads all accounts at one moment and checks them.
    /// - Returns: false where the store could not be read.
    static func read(_ store: any LedgerStore) async throws -> Bool {
        let accounts: [Account]
        do throws(LedgerStoreError) {
            accounts = try await store.read { snapshot throws(LedgerStoreError) in
                try snapshot.accounts(after: nil, ownedBy: nil, limit: 1000)
            }
        } catch {
            guard case .unavailable = error else { throw error }
            return false
        }
        // The cash desk has paid out what the others have.
        let total = accounts.reduce(0) { $0 + $1.balance }
        let customers = accounts.filter { !$0.name.isSystem }
        #expect(total == 0)
        #expect(customers.reduce(0) { $0 + $1.balance } == Int64(100 * Self.accounts))
        #expect(customers.allSatisfy { $0.balance >= -Self.creditLimit })
        return true
    }

    /// Checks what is stored in the end: the chain, what follows from the entries, and that all that was answered is there.
    func check(_ report: Report) async throws {
        let store = servers[0].store
        let (head, entries) = try await store.read { snapshot throws(LedgerStoreError) in
            (try snapshot.head(), try snapshot.entries(after: 0, limit: .max))
        }
        #expect(entries.count == Int(head.number))
        var chain = JournalHead.empty.chain
        var balances: [AccountName: Int64] = [:]
        var found: [RequestKey: JournalEntry] = [:]
        for (index, stored) in entries.enumerated() {
            chain = JournalHead.chain(chain, stored.bytes)
            #expect(stored.number == UInt64(index + 1) && stored.chain == chain)
            let entry = try JournalEntry(decoding: stored.bytes)
            #expect(found.updateValue(entry, forKey: entry.request.requestKey) == nil)
            #expect(entry.outcome.postings.reduce(0) { $0 + $1.amount } == 0)
            for posting in entry.outcome.postings { balances[posting.account, default: 0] += posting.amount }
        }
        #expect(chain == head.chain)
        for (key, record) in report.answered { #expect(found[key] == record.entry) }
        let accounts = try await store.read { snapshot throws(LedgerStoreError) in
            try snapshot.accounts(after: nil, ownedBy: nil, limit: 1000)
        }
        for account in accounts { #expect(account.balance == balances[account.name, default: 0]) }
        _ = try await Self.read(store)
        // Tables, decisions and blocks: what several servers sealed is one history, whole up to its end.
        try await SampleLedger.sealer(of: servers[servers.count - 1].store).seal()
        let result = try await LedgerAudit.run(
            on: store, trust: AuditTrust(roots: SampleLedger.roots, name: nil), kept: []
        ) { _, _ in }
        #expect(result.entries == head.number && result.sealed == head.number && result.blocks > 0)
    }
}

struct BankCheckFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension IdempotencyKey {
    /// A key that nobody has used.
    static func random() -> IdempotencyKey {
        IdempotencyKey(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }
}
