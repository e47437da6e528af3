import Foundation
import Testing

@testable import WaxbillBank

/// Whole banks with faults. `WAXBILL_BANK_SEED` runs one seed, `WAXBILL_BANK_SEEDS` more or fewer.
@Suite struct SimulationTests {
    private static let seeds: [UInt64] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["WAXBILL_BANK_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        return Array(1...max(1, environment["WAXBILL_BANK_SEEDS"].flatMap { UInt64($0) } ?? 2_000))
    }()

    /// Whether to say how much has been simulated, as an issue of a test.
    private static let tellsCounts = ProcessInfo.processInfo.environment["WAXBILL_BANK_COUNTS"] != nil

    private static let groups = 4

    @Test(arguments: 0..<groups)
    func everyRequestIsCarriedOutOnceWhateverFails(group: Int) async {
        let seeds = Self.seeds.filter { $0 % UInt64(Self.groups) == UInt64(group) }
        var events = 0
        var faults = 0
        var conflicts = 0
        var entries = 0
        var crashes = 0
        var blocks = 0
        for seed in seeds {
            var simulation = Simulation(seed: seed)
            let flaw = await simulation.run()
            #expect(flaw == nil, "seed \(seed); to run it again, alone: \(Self.command(seed))")
            if flaw != nil { return }
            events += simulation.happened
            faults += simulation.faults
            conflicts += simulation.conflicts
            entries += simulation.database.committed.entries.count
            crashes += simulation.clientCrashes
            blocks += simulation.database.committed.blocks.count
        }
        // Nothing would be tested where nothing went wrong.
        if seeds.count >= 100 {
            #expect(
                faults > seeds.count && conflicts > seeds.count / 10 && crashes > seeds.count && blocks > seeds.count)
        }
        guard Self.tellsCounts else { return }
        Issue.record(
            """
            \(seeds.count) seeds: \(events) events, \(entries) entries, \(blocks) blocks, \(faults) faults, \
            \(conflicts) conflicts, \(crashes) crashes of clients
            """)
    }

    @Test func aSeedRepeatsEverything() async {
        var first = Simulation(seed: 7)
        var second = Simulation(seed: 7)
        let flaws = (await first.run(), await second.run())
        #expect(flaws.0 == flaws.1)
        #expect(first.happened == second.happened)
        #expect(first.database.committed.head == second.database.committed.head)
        #expect(first.database.committed.blocks == second.database.committed.blocks)
    }

    @Test(arguments: Sabotage.allCases)
    func aBankThatIsWrongIsFoundOut(sabotage: Sabotage) async {
        for seed in 1...200 as ClosedRange<UInt64> {
            var simulation = Simulation(seed: seed, sabotage: sabotage)
            guard let flaw = await simulation.run() else { continue }
            if Self.tellsCounts { Issue.record("\(sabotage): seed \(seed): \(flaw)") }
            return
        }
        Issue.record("\(sabotage) is not found")
    }

    private static func command(_ seed: UInt64) -> String {
        "WAXBILL_BANK_SEED=\(seed) swift test --enable-all-traits "
            + "--filter SimulationTests/everyRequestIsCarriedOutOnceWhateverFails"
    }
}
