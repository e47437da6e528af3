@testable import WaxbillBank

/// A server's connection to the database, with faults. One call at a time.
final class SimulatedStore: LedgerStore, @unchecked Sendable {
    let database: SimulatedDatabase
    private let dice: Dice
    private let sabotage: Sabotage?
    /// What other servers do between this one's reading and its commit.
    var meanwhile: (() -> Void)?
    /// Whether the server has crashed.
    var isDown = false
    private(set) var faults = 0
    private(set) var conflicts = 0

    /// Random numbers that several draw from.
    final class Dice {
        var random: SeededRandom
        /// Whether faults happen.
        var areFaultsOn = true

        init(_ random: SeededRandom) { self.random = random }

        func fault(oneIn times: Int) -> Bool { areFaultsOn && random.oneIn(times) }
    }

    init(_ database: SimulatedDatabase, _ dice: Dice, sabotage: Sabotage? = nil) {
        self.database = database
        self.dice = dice
        self.sabotage = sabotage
    }

    func write<Result: Sendable>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result
    ) throws(LedgerStoreError) -> Result {
        for _ in 0..<4 {
            guard !isDown else { throw .unavailable("simulated: the server is down") }
            let version = database.version
            let failingAtLoad = dice.fault(oneIn: 40) ? dice.random.below(3) : nil
            let (result, rows) = try run(body, failingAtLoad)
            meanwhile?()
            if database.version != version, sabotage != .overlookConflicts {
                conflicts += 1
                continue
            }
            guard !rows.isEmpty else { return result }
            do throws(LedgerStoreError) {
                try commit(rows)
            } catch {
                faults += 1
                if sabotage != .answerBeforeCommit { throw error }
            }
            return result
        }
        throw .unavailable("simulated: others were faster")
    }

    private func run<Result>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result, _ failingAtLoad: Int?
    ) throws(LedgerStoreError) -> (Result, [SimulatedDatabase.Row]) {
        let transaction = SimulatedTransaction(database.committed, sabotage: sabotage, failingAtLoad: failingAtLoad)
        return (try body(transaction), transaction.rows)
    }

    private func commit(_ rows: [SimulatedDatabase.Row]) throws(LedgerStoreError) {
        guard dice.fault(oneIn: 6) else { return database.write(rows, reaching: rows.count + 1) }
        switch dice.random.below(5) {
        case 0: throw .full("simulated")
        case 1: throw .failed("simulated")
        case 2: throw .unavailable("simulated: it was not committed")
        case 3:
            database.write(rows, reaching: rows.count + 1)
            throw .unavailable("simulated: it was committed")
        default:
            // Between any two writes, the commit being the last.
            database.write(rows, reaching: dice.random.below(rows.count + 2))
            database.recover()
            isDown = true
            throw .unavailable("simulated: crash")
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Result
    ) async throws(LedgerStoreError) -> Result {
        guard !isDown else { throw .unavailable("simulated: the server is down") }
        if dice.fault(oneIn: 20) { throw .failed("simulated: reading failed") }
        return try body(SimulatedSnapshot(database.committed))
    }

    func close() {}
}
