import Foundation
import Testing

/// `waxbill files` over a network that cuts, delays and changes what it carries.
struct FilesBadNetworkTests {
    private static let size = 6 << 20 | 321

    @Test(arguments: BadNetwork.Harm.allCases) func getting(_ harm: BadNetwork.Harm) async throws {
        try await transfers(harm, isPut: false)
    }

    @Test(arguments: BadNetwork.Harm.allCases) func putting(_ harm: BadNetwork.Harm) async throws {
        try await transfers(harm, isPut: true)
    }

    private func transfers(_ harm: BadNetwork.Harm, isPut: Bool) async throws {
        let scene = try FilesScene()
        let (server, serverPort) = try await scene.serve()
        let target = isPut ? "served/birds" : "received/birds"
        for round in 0..<max(2, FilesScene.rounds / 4) {
            scene.remove(target)
            let data = try scene.writeFile(isPut ? "birds" : "served/birds", size: Self.size, seed: UInt64(round))
            let plans = (0..<4).map { _ in
                // Also the handshakes, and the bytes of the silent direction.
                let isRare = Int.random(in: 0..<4) == 0
                return BadNetwork.Plan(
                    harm: harm, isToClientsBytes: isPut != isRare,
                    after: Int.random(in: 0..<(isRare ? 3000 : Self.size)))
            }
            let network = try BadNetwork(to: serverPort, plans: plans)
            var last: Program.Ending?
            // Each plan harms one connection; a client that connects again by itself needs fewer turns.
            for _ in 0...plans.count {
                let client =
                    isPut
                    ? try scene.put("birds", port: network.port, options: ["--overwrite"])
                    : try scene.get("/birds", port: network.port, options: ["--overwrite"])
                last = try await client.ending()
                let found = scene.data(target)
                #expect(found == nil || found == data, "\(plans)")
                if last?.status == 0 { break }
                #expect(found == nil, "\(plans)")
            }
            #expect(last?.status == 0, "\(plans): \(last?.error ?? "")")
            #expect(scene.data(target) == data, "\(plans)")
        }
        server.interrupt(with: SIGTERM)
        #expect(try await server.ending().status == 0)
    }
}
