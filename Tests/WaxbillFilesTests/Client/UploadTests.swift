import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing
import WaxbillHTTPClient
import WaxbillProofs

@testable import WaxbillFiles

@Suite struct UploadTests {
    private static let mebibyte = 1 << 20

    @Test(arguments: [0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 5 * mebibyte + 7, 20 * mebibyte])
    func everySizeArrives(size: Int) async throws {
        let (pki, served, local) = try (FilesPKI(), ClientFolder(), ClientFolder())
        let content = ClientFolder.bytes(size)
        try local.write(content, "file")
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            let plan = try UploadPlan([local.path("file")], to: "/in")
            let sent = try #require(await client.send(plan.files[0]))
            #expect(sent.path == "/in/file")
            #expect(sent.size == UInt64(size))
            #expect(sent.bytesSent == UInt64(size))
            // It is there now.
            await #expect { try await client.send(plan.files[0]) } throws: {
                ($0 as? FilesClientError)?.code == "already_exists"
            }
            #expect(try await client.send(plan.files[0], existing: .skip) == nil)
            #expect(try await client.send(plan.files[0], existing: .overwrite) != nil)
            client.close()
        }
        #expect(served.read("in/file") == content)
    }

    @Test(arguments: [1, mebibyte, 3 * mebibyte + 17])
    func whatTheServerHasIsNotSentAgain(present: Int) async throws {
        let (pki, served, local) = try (FilesPKI(), ClientFolder(), ClientFolder())
        let content = ClientFolder.bytes(5 * Self.mebibyte)
        try local.write(content, "file")
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            let plan = try UploadPlan([local.path("file")], to: "/")
            let file = try plan.files[0].open()
            let root = try await ContentHashing(file, TransferMeter()).run(on: client.workers).root.hexadecimal
            try await Self.sendBeginning(Array(content.prefix(present)), of: content.count, root, client)
            let sent = try #require(await client.send(plan.files[0]))
            #expect(sent.resumedFrom == UInt64(present))
            #expect(sent.bytesSent == UInt64(content.count - present))
            client.close()
        }
        #expect(served.read("file") == content)
    }

    /// Sends the beginning of an upload and then closes the connection.
    private static func sendBeginning(
        _ bytes: [UInt8], of size: Int, _ root: String, _ client: FilesClient
    ) async throws {
        let connection = try await HTTPConnection.open(
            client.configuration.http, on: MultiThreadedEventLoopGroup.singleton.any(), session: nil
        ) { _ in }
        let end = connection.begin(
            .PUT, "/file?upload=\(root)", ["Content-Range": "bytes 0-\(size - 1)/\(size)"], bodyCount: size,
            ShortAnswer(limit: 1000))
        try await connection.write(ByteBuffer(bytes: bytes)).get()
        connection.close()
        _ = try? await end.get()
        for _ in 0..<500 {
            let (head, _) = try await client.request(.HEAD, "/file?upload=\(root)")
            if head.headers.first(name: "Upload-Offset") == String(bytes.count) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    @Test func foldersAreSentAndRemoved() async throws {
        let (pki, served, local) = try (FilesPKI(), ClientFolder(), ClientFolder())
        let names = ["top/a.txt", "top/sub/b.txt", "top/sub/ü c.bin"]
        for name in names { try local.write(Array(name.utf8), name) }
        try FileManager.default.createDirectory(atPath: local.path("top/empty"), withIntermediateDirectories: true)
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            let plan = try UploadPlan([local.path("top")], to: "/in/")
            try await client.makeFolders(of: plan)
            for file in plan.files { _ = try await client.send(file) }
            for name in names { #expect(served.read("in/\(name)") == Array(name.utf8)) }
            #expect(served.exists("in/top/empty"))
            await #expect { try await client.remove("/in/top") { _ in } } throws: {
                ($0 as? FilesClientError)?.code == "is_a_folder"
            }
            try await client.remove("/in/top", isRecursive: true) { _ in }
            #expect(try await client.list("/in").isEmpty)
            client.close()
        }
    }

    /// A server that signs for something else does not have the file.
    @Test func anotherContentIsNotBelieved() async throws {
        let (pki, local) = try (FilesPKI(), ClientFolder())
        try local.write([1, 2, 3], "file")
        let field = try await FileManifest.test("/file", [1, 2, 4], pki.server).field
        let server = try await HostileFilesServer(pki) { _, _, _ in .answer("201 Created", [field]) }
        let client = try pki.client(port: server.port)
        let plan = try UploadPlan([local.path("file")], to: "/")
        await #expect { try await client.send(plan.files[0]) } throws: {
            ($0 as? FilesClientError)?.code == "other_content"
        }
        try await server.close()
    }
}
