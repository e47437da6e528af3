import Foundation
import Testing

/// Several clients that write the same file.
struct FilesWritersTests {
    @Test func oneContentWins() async throws {
        let scene = try FilesScene()
        let (server, port) = try await scene.serve()
        var contents: [Data] = []
        for round in 0..<max(2, FilesScene.rounds / 4) {
            for writer in 0..<3 {
                try FileManager.default.createDirectory(
                    atPath: scene.scratch.file("\(writer)"), withIntermediateDirectories: true)
                contents.append(
                    try scene.writeFile("\(writer)/birds", size: 5 << 20 | writer, seed: UInt64(round * 3 + writer)))
            }
            let writers = try (0..<3).map { try scene.put("\($0)/birds", port: port, options: ["--overwrite"]) }
            // Whoever looks meanwhile sees one of them whole, or nothing.
            while writers.contains(where: \.isRunning) {
                if let found = scene.data("served/birds") { #expect(contents.contains(found)) }
                try await Task.sleep(for: .milliseconds(5))
            }
            var successes = 0
            for writer in writers where try await writer.ending().status == 0 { successes += 1 }
            #expect(successes > 0)
            let found = try #require(scene.data("served/birds"))
            #expect(contents.suffix(3).contains(found), "round \(round)")
        }
        #expect(try scene.names(in: "served") == ["birds"])
        server.interrupt(with: SIGTERM)
    }
}
