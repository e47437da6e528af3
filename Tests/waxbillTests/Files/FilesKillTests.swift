import Foundation
import Testing

/// `waxbill files` ended with SIGKILL at any moment, on either side.
struct FilesKillTests {
    private static let size = 16 << 20 | 12_345

    private enum Direction: String, CaseIterable {
        case get
        case put

        /// Where the transfer's file is, and where it comes to be.
        var source: String { self == .get ? "served/birds" : "birds" }
        var target: String { self == .get ? "received/birds" : "served/birds" }

        func start(_ scene: FilesScene, port: Int) throws -> Program {
            switch self {
            case .get: try scene.get("/birds", port: port, options: ["--overwrite"])
            case .put: try scene.put("birds", port: port, options: ["--overwrite"])
            }
        }
    }

    @Test func gettingSurvives() async throws { try await survives(.get) }

    @Test func puttingSurvives() async throws { try await survives(.put) }

    private func survives(_ direction: Direction) async throws {
        let scene = try FilesScene()
        var (server, port) = try await scene.serve()
        var longest = Duration.milliseconds(50)
        var interrupted = 0
        // Chance, and a busy machine, may have all of them come through: then it goes on for a while.
        var round = 0
        while round < FilesScene.rounds || (interrupted == 0 && round < FilesScene.rounds + 50) {
            defer { round += 1 }
            scene.remove(direction.target)
            let data = try scene.writeFile(direction.source, size: Self.size, seed: UInt64(round))
            let clock = ContinuousClock()
            var start = clock.now
            // The first round only tells how long it takes.
            for _ in 0..<(round == 0 ? 0 : Int.random(in: 1...3)) {
                start = clock.now
                let client = try direction.start(scene, port: port)
                try await Task.sleep(for: longest * Double.random(in: 0...1))
                if Bool.random() {
                    client.interrupt(with: SIGKILL)
                } else {
                    server.interrupt(with: SIGKILL)
                    _ = try await server.ending()
                    (server, port) = try await scene.serve()
                }
                // Who was too late the last time is earlier the next time.
                if try await client.ending().status != 0 { interrupted += 1 } else { longest = clock.now - start }
                // Under its name there is nothing, or all of it.
                let found = scene.data(direction.target)
                #expect(found == nil || found == data, "round \(round)")
            }
            start = clock.now
            let last = try await direction.start(scene, port: port).ending()
            #expect(last.status == 0, "round \(round): \(last.error)")
            #expect(scene.data(direction.target) == data, "round \(round)")
            if round == 0 { longest = clock.now - start }
        }
        #expect(interrupted > 0)
        #expect(try scene.names(in: "served") == ["birds"])
        #expect(try scene.names(in: "received") == (direction == .get ? ["birds"] : []))
        server.interrupt(with: SIGTERM)
        print("\(direction): \(round) rounds, \(interrupted) transfers ended by SIGKILL")
    }
}
