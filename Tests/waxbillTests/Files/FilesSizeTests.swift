import Foundation
import Testing

/// `waxbill files` with files of all sizes.
struct FilesSizeTests {
    @Test(arguments: [0, 1, 16_384, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20 | 7, 33 << 20])
    func comesBackAsItWas(_ size: Int) async throws {
        let scene = try FilesScene()
        let (server, port) = try await scene.serve()
        let data = try scene.writeFile("birds", size: size, seed: 1)
        let put = try await scene.put("birds", port: port).ending()
        #expect(put.status == 0, "\(put.error)")
        #expect(scene.data("served/birds") == data)
        let get = try await scene.get("/birds", port: port).ending()
        #expect(get.status == 0, "\(get.error)")
        #expect(scene.data("received/birds") == data)
        server.interrupt(with: SIGTERM)
    }

    /// 8 GiB that take no room, while both sides stay small.
    @Test(.enabled(if: FilesScene.isTorture, "it takes long in a debug build; `make torture` runs it"))
    func eightGibibytes() async throws {
        let scene = try FilesScene()
        let (server, port) = try await scene.serve()
        try scene.writeSparseFile("served/zeroes", size: 8 << 30)
        let client = try scene.check("/zeroes", port: port)
        var peak = 0
        while client.isRunning {
            peak = max(peak, client.residentPeak ?? 0)
            try await Task.sleep(for: .milliseconds(20))
        }
        let ending = try await client.ending()
        #expect(ending.status == 0, "\(ending.error)")
        #expect(peak > 0 && peak <= 64 << 20, "the client's memory: \(peak) bytes")
        let served = try #require(server.residentPeak)
        #expect(served <= 64 << 20, "the server's memory: \(served) bytes")
        server.interrupt(with: SIGTERM)
        print("8 GiB: resident at most \(peak >> 10) KiB (client), \(served >> 10) KiB (server)")
    }
}
