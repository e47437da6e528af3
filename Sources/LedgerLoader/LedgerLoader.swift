import Foundation
import WaxbillBank

/// `LedgerLoader FOLDER ACCOUNTS ENTRIES OWNER`: makes a large ledger for the benchmarks.
///
/// It decides and stores as the server does, in large batches and without waiting for the disk.
@main
struct LedgerLoader {
    private static let batchSize = 8192

    private let store: SQLiteStore
    private var requests: LoadedRequests

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let numbers = arguments.dropFirst().prefix(2).compactMap { Int($0) }
        guard arguments.count == 4, numbers.count == 2, numbers[0] > 1, let folder = arguments.first,
            let owner = arguments.last
        else { fail("usage: LedgerLoader FOLDER ACCOUNTS ENTRIES OWNER") }
        do throws(LedgerStoreError) {
            let store = try SQLiteStore(folder: folder, for: .loading)
            var loader = LedgerLoader(
                store: store, requests: LoadedRequests(accounts: numbers[0], count: numbers[1], owner: owner))
            try loader.run()
            store.close()
        } catch {
            fail("\(error)")
        }
    }

    private mutating func run() throws(LedgerStoreError) {
        while true {
            var batch: [LedgerRequest] = []
            while batch.count < Self.batchSize, let request = requests.next() { batch.append(request) }
            guard !batch.isEmpty else { return }
            let clock = Int64(Date().timeIntervalSince1970 * 1000)
            let decided = LedgerBatch(batch, rules: LedgerRules(), clock: clock)
            let answers = try store.write { (transaction) throws(LedgerStoreError) in try decided.run(in: transaction) }
            for answer in answers {
                guard case .recorded(let record, isReplay: false) = answer, case .done = record.entry.outcome else {
                    Self.fail("refused: \(answer)")
                }
            }
        }
    }

    private static func fail(_ reason: String) -> Never {
        FileHandle.standardError.write(Data("LedgerLoader: \(reason)\n".utf8))
        exit(1)
    }
}

/// Accounts that are opened and get a deposit, and then payments between them.
private struct LoadedRequests {
    private let accounts: Int
    private let count: Int
    private let teller = Requester(name: "tina", isTeller: true)
    private let owner: Requester
    private var made = 0
    private var random = SystemRandomNumberGenerator()

    init(accounts: Int, count: Int, owner: String) {
        self.accounts = accounts
        self.count = count
        self.owner = Requester(name: owner, isTeller: false)
    }

    mutating func next() -> LedgerRequest? {
        guard made < max(count, 2 * accounts), let command = command() else { return nil }
        let requester = made < 2 * accounts ? teller : owner
        made += 1
        // As clients make them: the time before, chance behind.
        let time = UInt64(Date().timeIntervalSince1970 * 1000)
        let key = IdempotencyKey(high: time << 16 | UInt64(made & 0xFFFF), low: random.next())
        return LedgerRequest(key: key, requester: requester, command: command)
    }

    private mutating func command() -> LedgerCommand? {
        guard let currency = Currency("EUR"), let deposit = Amount(minorUnits: 1_000_000_00),
            let least = Amount(minorUnits: 1)
        else { return nil }
        guard made < 2 * accounts else {
            // Neighbours pay each other, so that a batch changes few of the database's pages.
            let first = made / 2 % accounts
            let distance = Int.random(in: 1..<min(accounts, 1000), using: &random)
            guard let from = name(first), let to = name((first + distance) % accounts) else { return nil }
            return .pay(from: from, to: to, Money(least, currency), reference: "")
        }
        guard let account = name(made / 2) else { return nil }
        guard made.isMultiple(of: 2) else { return .deposit(account: account, Money(deposit, currency)) }
        return .open(account: account, owner: owner.name, currency: currency, creditLimit: 0)
    }

    private func name(_ number: Int) -> AccountName? { AccountName("account-\(number)") }
}
