@testable import WaxbillBank

/// A transaction on what was committed when it began.
final class SimulatedTransaction: LedgerTransaction {
    private let tables: SimulatedDatabase.Tables
    private let sabotage: Sabotage?
    /// Fails instead of loading for the how manieth time; nil: does not.
    private var loadsUntilFailure: Int?
    private(set) var rows: [SimulatedDatabase.Row] = []

    init(_ tables: SimulatedDatabase.Tables, sabotage: Sabotage? = nil, failingAtLoad: Int? = nil) {
        self.tables = tables
        self.sabotage = sabotage
        loadsUntilFailure = failingAtLoad
    }

    func head() throws(LedgerStoreError) -> JournalHead {
        var head = tables.head
        if sabotage == .chainFromAnEarlierHead, let earlier = tables.entries.dropLast().last {
            head.chain = earlier.chain
        }
        if sabotage == .followTheClock { head.time = 0 }
        return head
    }

    func load(_ needs: LedgerNeeds) throws(LedgerStoreError) -> LoadedLedger {
        if loadsUntilFailure == 0 { throw .failed("simulated: reading failed") }
        loadsUntilFailure = loadsUntilFailure.map { $0 - 1 }
        var loaded = LoadedLedger()
        if sabotage != .forgetKeys {
            for key in needs.keys { loaded.recorded[key] = tables.recorded[key] }
        }
        for name in needs.accounts {
            guard var account = tables.accounts[name] else { continue }
            if sabotage == .ignoreHolds { account.held = 0 }
            if sabotage == .neverExpire { account.nextExpiry = nil }
            loaded.accounts[name] = account
        }
        for id in needs.holds { loaded.holds[id] = tables.holds[id] }
        if !needs.holdsOf.isEmpty {
            for hold in tables.holds.values where needs.holdsOf.contains(hold.from) && hold.recordedState == .active {
                loaded.holds[hold.id] = hold
            }
        }
        return loaded
    }

    func save(_ changes: LedgerChanges) throws(LedgerStoreError) {
        rows += changes.entries.map { .entry($0) }
        // In an order that does not change with the process.
        var accounts = changes.accounts.values.sorted { $0.number < $1.number }
        if sabotage == .loseAnAccount, changes.entries.contains(where: { !$0.entry.outcome.postings.isEmpty }) {
            accounts.removeLast()
        }
        rows += accounts.map { .account($0) }
        rows += changes.holds.values.sorted { $0.id < $1.id }.map { .hold($0) }
        rows.append(.head(changes.head))
    }

    func lastBlock() throws(LedgerStoreError) -> SealedBlock? {
        sabotage == .overlookBlocks ? tables.blocks.dropLast().last : tables.blocks.last
    }

    func append(_ block: SealedBlock) throws(LedgerStoreError) {
        if sabotage != .loseABlock { rows.append(.block(block)) }
    }
}
