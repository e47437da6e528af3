import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillFiles

/// Manifests of files on disk: made once, kept for as long as they are true.
struct ManifestCacheTests {
    private static let sizes = [0, 1, 65_536, 65_537, 1 << 20, (20 << 20) + 3]

    /// Of a time at which nothing that was just written can change unnoticed, unless a test says otherwise.
    private func cache(
        folder: String? = nil, limits: ManifestCache.Limits = ManifestCache.Limits(), isSettled: Bool = true,
        pool: NIOThreadPool = .singleton, identity: @escaping @Sendable () throws -> Identity = { TestPKI.server() }
    ) -> ManifestCache {
        ManifestCache(
            pool: pool, folder: folder, limits: limits,
            now: { FileTime(seconds: FileTime.now.seconds + (isSettled ? 10 : 0), nanoseconds: 0) }, identity: identity)
    }

    private func verifier() throws -> StatementVerifier {
        StatementVerifier(roots: TestPKI.authority.trustRoots, name: try ReferenceName(dns: "localhost"))
    }

    private func collected(_ stream: ManifestStream) async throws(ManifestError) -> ByteBuffer {
        var all = ByteBuffer()
        for try await piece in stream { all.writeImmutableBuffer(piece) }
        return all
    }

    @Test(arguments: sizes)
    func saysWhatIsInTheFile(size: Int) async throws {
        let file = try ScratchFile(size: size)
        let manifest = try await cache().manifest(of: file.descriptor, file.stamp, path: "/x")
        #expect(manifest.leaves == file.leaves)
        #expect(manifest.root == MerkleTree(leaves: file.leaves).root)
        #expect(manifest.size == UInt64(size))
        #expect(manifest.statement.modified == file.stamp.modified)
        try manifest.verify(path: "/x", by: verifier())
    }

    @Test(arguments: sizes)
    func isStreamed(size: Int) async throws {
        let file = try ScratchFile(size: size)
        let cache = cache()
        // The first is hashed on the way, the second is there.
        for _ in 1...2 {
            let encoded = try await collected(cache.stream(of: file.descriptor, file.stamp, path: "/x"))
            let manifest = try FileManifest(decoding: encoded)
            #expect(manifest.leaves == file.leaves)
            try manifest.verify(path: "/x", by: verifier())
        }
    }

    @Test(arguments: [4096, 3 << 20])
    func aChangedFileIsRefused(size: Int) async throws {
        let changes: [(ScratchFile) throws -> Void] = [
            { try $0.write([1], at: size) }, { try $0.truncate(to: size - 1) }, { try $0.truncate(to: 0) },
            {
                // Until the clock that times are taken from ticks.
                while try $0.currentStamp == $0.stamp { try $0.write([1, 2, 3], at: size / 2) }
            },
        ]
        for change in changes {
            let file = try ScratchFile(size: size)
            try change(file)
            let cache = cache()
            await #expect(throws: ManifestError.fileChanged) {
                try await cache.manifest(of: file.descriptor, file.stamp, path: "/x")
            }
            await #expect(throws: ManifestError.fileChanged) {
                try await collected(cache.stream(of: file.descriptor, file.stamp, path: "/x"))
            }
            #expect(await cache.becomesIdle())
        }
    }

    /// What is kept is not read again: not even where the file behind the descriptor is another one.
    @Test(arguments: [4096, 3 << 20])
    func isKept(size: Int) async throws {
        let file = try ScratchFile(size: size)
        let other = try ScratchFile(size: size, seed: 2)
        let cache = cache()
        let first = try await cache.manifest(of: file.descriptor, file.stamp, path: "/x")
        let second = try await cache.manifest(of: other.descriptor, file.stamp, path: "/x")
        #expect(first == second)
        // By another path: the same leaves, signed for it.
        let third = try await cache.manifest(of: other.descriptor, file.stamp, path: "/y")
        #expect(third.leaves == first.leaves)
        try third.verify(path: "/y", by: verifier())
        // Another stamp is another content.
        #expect(try await cache.manifest(of: other.descriptor, other.stamp, path: "/x").leaves == other.leaves)
    }

    /// A file that changed in this moment could change once more without its times showing it.
    @Test(arguments: [4096, 3 << 20])
    func isNotKeptWhileTheClockMayNotHaveTicked(size: Int) async throws {
        let file = try ScratchFile(size: size)
        let other = try ScratchFile(size: size, seed: 2)
        let folder = try TemporaryDirectory()
        let cache = cache(
            folder: folder.path("kept"), limits: ManifestCache.Limits(smallestStored: 0), isSettled: false)
        _ = try await cache.manifest(of: file.descriptor, file.stamp, path: "/x")
        await #expect(throws: ManifestError.fileChanged) {
            try await cache.manifest(of: other.descriptor, file.stamp, path: "/x")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("kept")).isEmpty)
    }

    @Test func isSignedAnewForAnotherCertificate() async throws {
        let file = try ScratchFile(size: 3 << 20)
        let other = try ScratchFile(size: 3 << 20, seed: 2)
        let identity = SharedIdentity(TestPKI.server(.p256))
        let cache = cache { identity.value }
        let before = try await cache.manifest(of: file.descriptor, file.stamp, path: "/x")
        identity.value = TestPKI.server(.ed25519)
        let after = try await cache.manifest(of: other.descriptor, file.stamp, path: "/x")
        #expect(after.leaves == before.leaves)
        #expect(before.signed.certificates == TestPKI.server(.p256).certificateChain)
        #expect(after.signed.certificates == TestPKI.server(.ed25519).certificateChain)
        try after.verify(path: "/x", by: verifier())
    }

    @Test func aSignerThatFailsIsNamed() async throws {
        struct NoKey: Error {}
        let file = try ScratchFile(size: 10)
        let cache = cache { throw NoKey() }
        await #expect(throws: ManifestError.statement(.signerFailed("NoKey()"))) {
            try await cache.manifest(of: file.descriptor, file.stamp, path: "/x")
        }
    }

    @Test func contentThatWasHashedElsewhereIsSigned() async throws {
        let file = try ScratchFile(size: 3 << 20)
        let manifest = try await cache().manifest(of: HashedContent(leaves: file.leaves), file.stamp, path: "/x")
        #expect(manifest.leaves == file.leaves)
        try manifest.verify(path: "/x", by: verifier())
    }
}

// MARK: At once

extension ManifestCacheTests {
    @Test(.timeLimit(.minutes(5))) func manyRequestsHashAFileOnce() async throws {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let file = try ScratchFile(size: 3 << 20)
        let cache = cache(pool: pool)
        // The only thread is held until all have asked.
        let gate = DispatchSemaphore(value: 0)
        pool.submit { _ in gate.wait() }
        try await withThrowingTaskGroup(of: [MerkleHash].self) { group in
            for index in 0..<20 {
                group.addTask {
                    if index.isMultiple(of: 2) {
                        return try await cache.manifest(of: file.descriptor, file.stamp, path: "/\(index)").leaves
                    }
                    let encoded = try await self.collected(
                        cache.stream(of: file.descriptor, file.stamp, path: "/\(index)"))
                    return try FileManifest(decoding: encoded).leaves
                }
            }
            while cache.underwayCount == 0 { await Task.yield() }
            #expect(cache.underwayCount == 1)
            gate.signal()
            for try await leaves in group { #expect(leaves == file.leaves) }
        }
        #expect(await cache.becomesIdle())
        try await pool.shutdownGracefully()
    }

    @Test(.timeLimit(.minutes(5))) func whereNobodyWaitsAnyMoreHashingEnds() async throws {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let file = try ScratchFile(size: 3 << 20)
        let cache = cache(pool: pool)
        let gate = DispatchSemaphore(value: 0)
        pool.submit { _ in gate.wait() }
        let waiting = Task { try await cache.manifest(of: file.descriptor, file.stamp, path: "/x") }
        while cache.underwayCount == 0 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: ManifestError.cancelled) { try await waiting.value }
        #expect(await cache.becomesIdle())
        gate.signal()
        // Who asks later gets it all the same.
        #expect(try await cache.manifest(of: file.descriptor, file.stamp, path: "/x").leaves == file.leaves)
        try await pool.shutdownGracefully()
    }

    @Test(arguments: [10, 3 << 20])
    func withoutThreadsItFails(size: Int) async throws {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        try await pool.shutdownGracefully()
        let file = try ScratchFile(size: size)
        let cache = cache(pool: pool)
        await #expect(throws: ManifestError.cancelled) {
            try await cache.manifest(of: file.descriptor, file.stamp, path: "/x")
        }
        #expect(await cache.becomesIdle())
    }
}

// MARK: On disk

extension ManifestCacheTests {
    private var stored: ManifestCache.Limits { ManifestCache.Limits(smallestStored: 0) }

    /// The one file that is kept, when it is there. It is written after the manifest was given out.
    private func keptFile(in folder: TemporaryDirectory) async throws -> String {
        while true {
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path("a/b"))
            if let name = names?.first(where: { !$0.hasSuffix(".new") }) { return folder.path("a/b/\(name)") }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test(.timeLimit(.minutes(5))) func outlivesTheProcess() async throws {
        let folder = try TemporaryDirectory()
        let file = try ScratchFile(size: 3 << 20)
        let other = try ScratchFile(size: 3 << 20, seed: 2)
        let before = cache(folder: folder.path("a/b"), limits: stored)
        _ = try await before.manifest(of: file.descriptor, file.stamp, path: "/x")
        _ = try await keptFile(in: folder)
        let after = cache(folder: folder.path("a/b"), limits: stored)
        let manifest = try await after.manifest(of: other.descriptor, file.stamp, path: "/x")
        #expect(manifest.leaves == file.leaves)
        try manifest.verify(path: "/x", by: verifier())
        // Of another file nothing is there.
        #expect(try await after.manifest(of: other.descriptor, other.stamp, path: "/x").leaves == other.leaves)
    }

    @Test(.timeLimit(.minutes(5))) func whatIsDamagedIsMadeAnew() async throws {
        let folder = try TemporaryDirectory()
        let file = try ScratchFile(size: 3 << 20)
        _ = try await cache(folder: folder.path("a/b"), limits: stored)
            .manifest(of: file.descriptor, file.stamp, path: "/x")
        let path = try await keptFile(in: folder)
        let good = try Data(contentsOf: URL(fileURLWithPath: path))
        let store = try #require(ManifestStore(folder: folder.path("a/b")))
        #expect(store.content(of: file.stamp)?.leaves == file.leaves)
        for index in good.indices {
            var damaged = good
            damaged[index] ^= 1
            try damaged.write(to: URL(fileURLWithPath: path))
            #expect(store.content(of: file.stamp) == nil)
            try good.prefix(index).write(to: URL(fileURLWithPath: path))
            #expect(store.content(of: file.stamp) == nil)
        }
        try (good + [0]).write(to: URL(fileURLWithPath: path))
        #expect(store.content(of: file.stamp) == nil)
        let manifest = try await cache(folder: folder.path("a/b"), limits: stored)
            .manifest(of: file.descriptor, file.stamp, path: "/x")
        #expect(manifest.leaves == file.leaves)
    }

    @Test func aFolderThatCannotBeUsedIsDoneWithout() async throws {
        let folder = try TemporaryDirectory()
        try folder.write("a file", to: "a")
        let file = try ScratchFile(size: 3 << 20)
        let cache = cache(folder: folder.path("a/b"), limits: stored)
        #expect(try await cache.manifest(of: file.descriptor, file.stamp, path: "/x").leaves == file.leaves)
    }
}

/// A value that a test changes while others read it.
private final class SharedIdentity: Sendable {
    private let identity: Mutex<Identity>

    init(_ identity: Identity) { self.identity = Mutex(identity) }

    var value: Identity {
        get { identity.withLock { $0 } }
        set { identity.withLock { $0 = newValue } }
    }
}

extension ManifestCache {
    /// Whether no hashing is under way, soon: those who waited for one hear of its end a moment before the cache forgets it.
    fileprivate func becomesIdle() async -> Bool {
        for _ in 0..<10_000 where underwayCount > 0 { try? await Task.sleep(for: .milliseconds(1)) }
        return underwayCount == 0
    }
}
