import Foundation
import NIOCore
import Testing
import WaxbillTLS
import WaxbillX509

@testable import WaxbillFiles

@Suite struct DownloadTests {
    private static let mebibyte = 1 << 20

    @Test(arguments: [0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte, 5 * mebibyte + 7, 20 * mebibyte + 1])
    func everySizeArrives(size: Int) async throws {
        let (pki, served, received) = try (FilesPKI(), ClientFolder(), ClientFolder())
        let content = ClientFolder.bytes(size)
        try served.write(content, "file")
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            let plan = try await client.plan(["/file"])
            let folder = try ReceivingFolder(path: received.path)
            let file = try #require(await client.receive(plan.files[0], in: folder))
            #expect(file.size == UInt64(size))
            #expect(file.bytesReceived == UInt64(size))
            #expect(file.resumedFrom == 0)
            client.close()
        }
        #expect(received.read("file") == content)
        #expect(received.exists(".waxbill/file.manifest"))
        #expect(!received.exists("file.part"))
    }

    /// A cut anywhere, with a wrong block before it and too much behind: only what is missing travels.
    @Test(arguments: [1, mebibyte - 1, mebibyte, 3 * mebibyte + 17, 8 * mebibyte, 9 * mebibyte], [true, false])
    func whatIsThereIsNotFetchedAgain(cut: Int, damaged: Bool) async throws {
        let (pki, served, received) = try (FilesPKI(), ClientFolder(), ClientFolder())
        let content = ClientFolder.bytes(8 * Self.mebibyte + 100)
        try served.write(content, "file")
        var part = Array((content + ClientFolder.bytes(Self.mebibyte, seed: 9)).prefix(cut))
        if damaged { part[0] ^= 1 }
        try received.write(part, "file.part")
        let whole = min(cut, content.count) / Self.mebibyte * Self.mebibyte
        let tail = cut >= content.count ? content.count - whole : 0
        let good = max(0, whole + tail - (damaged && whole > 0 ? Self.mebibyte : 0))
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            let plan = try await client.plan(["/file"])
            let meter = TransferMeter()
            let folder = try ReceivingFolder(path: received.path)
            let file = try #require(await client.receive(plan.files[0], in: folder, meter: meter))
            #expect(file.resumedFrom == UInt64(good))
            #expect(file.bytesReceived == UInt64(content.count - good))
            #expect(meter.checked == UInt64(whole + tail))
            client.close()
        }
        #expect(received.read("file") == content)
    }

    @Test func foldersArriveWithAllThatIsInThem() async throws {
        let (pki, served, received) = try (FilesPKI(), ClientFolder(), ClientFolder())
        let names = ["top/a.txt", "top/sub/b.txt", "top/sub/deep/ü c.bin", "top/skip/d.txt", "other"]
        for (index, name) in names.enumerated() { try served.write(ClientFolder.bytes(100 * index), name) }
        try FileManager.default.createDirectory(
            atPath: served.path("top/empty"), withIntermediateDirectories: true)
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            // Found to be a folder, though there is no "/" at its end.
            let plan = try await client.plan(["/top"], NameFilter(exclude: ["skip"]))
            let folder = try ReceivingFolder(path: received.path)
            try client.makeFolders(of: plan, in: folder)
            for file in plan.files { _ = try await client.receive(file, in: folder) }
            client.close()
        }
        for (index, name) in names.enumerated() where index < 3 {
            #expect(received.read(name) == ClientFolder.bytes(100 * index))
        }
        #expect(
            try received.names() == [
                "top", "top/a.txt", "top/empty", "top/sub", "top/sub/b.txt", "top/sub/deep", "top/sub/deep/ü c.bin",
            ])
    }

    @Test func whatIsThereIsRefusedKeptOrReplaced() async throws {
        let (pki, served, received) = try (FilesPKI(), ClientFolder(), ClientFolder())
        try served.write([1, 2, 3], "file")
        try received.write([9], "file")
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            let plan = try await client.plan(["/file"])
            let folder = try ReceivingFolder(path: received.path)
            await #expect { try await client.receive(plan.files[0], in: folder) } throws: {
                ($0 as? FilesClientError)?.code == "already_exists"
            }
            #expect(try await client.receive(plan.files[0], in: folder, existing: .skip) == nil)
            #expect(received.read("file") == [9])
            _ = try await client.receive(plan.files[0], in: folder, existing: .overwrite)
            #expect(received.read("file") == [1, 2, 3])
            client.close()
        }
    }

    @Test func filesOfOneNameAreRefusedBeforeAnythingStarts() async throws {
        let (pki, served) = try (FilesPKI(), ClientFolder())
        for name in ["a/file", "b/file", "c/x", "c/x.part"] { try served.write([1], name) }
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            for paths in [["/a/file", "/b/file"], ["/c/x", "/c/x.part"], ["/a", "/a/"]] {
                await #expect { try await client.plan(paths) } throws: {
                    ($0 as? FilesClientError)?.code == "same_name"
                }
            }
            client.close()
        }
    }

    @Test func aLinkInTheFolderLeadsNowhereElse() async throws {
        let (pki, served, received, other) = try (FilesPKI(), ClientFolder(), ClientFolder(), ClientFolder())
        try served.write([1, 2, 3], "sub/file")
        try FileManager.default.createSymbolicLink(atPath: received.path("sub"), withDestinationPath: other.path)
        try await RunningFilesServer.run(pki, folder: served) { port in
            let client = try pki.client(port: port)
            let plan = try await client.plan(["/sub/"])
            let folder = try ReceivingFolder(path: received.path)
            await #expect(throws: FilesClientError.self) { try await client.receive(plan.files[0], in: folder) }
            client.close()
        }
        #expect(try other.names().isEmpty)
    }

    @Test func theServersNameHasToFit() async throws {
        let (pki, served) = try (FilesPKI(), ClientFolder())
        try await RunningFilesServer.run(pki, folder: served) { port in
            var configuration = try pki.client(port: port).configuration
            configuration.serverName = try ServerName("other.example")
            let client = FilesClient(configuration)
            await #expect { try await client.list("/") } throws: {
                guard case .connectionFailed(let error, _) = $0 as? FilesClientError else { return false }
                return (error as? TLSError)?.alert == .badCertificate
            }
        }
    }

    @Test func anUnknownClientIsToldWhatIsWrong() async throws {
        let (pki, other, served) = try (FilesPKI(), FilesPKI(), ClientFolder())
        try await RunningFilesServer.run(pki, folder: served) { port in
            var configuration = try pki.client(port: port).configuration
            configuration.identityProvider = StaticIdentities([other.client])
            configuration.identityProvider = AnyIdentity(identity: other.client)
            let client = FilesClient(configuration)
            await #expect { try await client.list("/") } throws: {
                guard case .connectionFailed(let error, _) = $0 as? FilesClientError else { return false }
                return (error as? TLSError)?.fault == .alertReceived(.unknownCA)
            }
        }
    }
}

/// Shows a certificate whatever the server asks for.
private struct AnyIdentity: IdentityProvider {
    let identity: Identity

    func identity(for request: IdentityRequest) -> Identity? { identity }
}
