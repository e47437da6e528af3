import Foundation
import NIOCore
import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillFiles

/// Files beside their manifests, without a server.
struct StoredFileCheckTests {
    private func kept(_ file: ScratchFile) async throws -> String {
        let content = HashedContent(leaves: file.leaves)
        let manifest = try await FileManifest.signed(
            path: "/in/content", size: file.stamp.size, modified: file.stamp.modified, leaves: content.leaves,
            root: content.root, with: TestPKI.server())
        let path = file.folder.path("manifest")
        try Data(manifest.encoded.readableBytesView).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func check(
        _ file: ScratchFile, _ manifest: String, name: String = "localhost", roots: TrustRoots? = nil,
        clock: any TLSClock = SystemClock()
    ) async throws -> StoredFileCheck {
        try await StoredFileCheck.run(
            file: file.path, manifest: manifest, roots: roots ?? TestPKI.authority.trustRoots,
            name: try ReferenceName(dns: name), clock: clock)
    }

    @Test(arguments: [0, 1, 1 << 20, 3_000_000])
    func aGoodFile(size: Int) async throws {
        let file = try ScratchFile(size: size)
        let report = try await check(file, kept(file))
        #expect(report.isGood)
        #expect(report.path == "/in/content")
        #expect(report.size == UInt64(size))
        #expect(report.root == MerkleTree(leaves: file.leaves).root.hexadecimal)
        #expect(report.modifiedSeconds == file.stamp.modified.seconds)
        #expect(report.signer.sans.contains("localhost"))
    }

    @Test func wrongBlocksAreNamed() async throws {
        let file = try ScratchFile(size: 5_000_000)
        let manifest = try await kept(file)
        try file.write([1, 2, 3, 4, 5, 6, 7, 8, 9], at: 1 << 20)
        try file.write([1, 2, 3, 4, 5, 6, 7, 8, 9], at: 4_999_000)
        let report = try await check(file, manifest)
        #expect(!report.isGood)
        #expect(report.wrongBlockCount == 2)
        #expect(report.firstWrongBlock?.index == 1)
        #expect(report.firstWrongBlock?.range == 1_048_576..<2_097_152)
        #expect(report.firstWrongBlock?.description == "block 1 (bytes 1048576 to 2097152)")
    }

    @Test func anotherLengthIsNoticed() async throws {
        let file = try ScratchFile(size: 3 << 20)
        let manifest = try await kept(file)
        try file.write([0], at: 3 << 20)
        let longer = try await check(file, manifest)
        #expect(!longer.isGood && longer.wrongBlockCount == 0 && longer.foundSize == (3 << 20) + 1)
        try file.truncate(to: (1 << 20) + 5)
        let shorter = try await check(file, manifest)
        #expect(!shorter.isGood && shorter.wrongBlockCount == 2 && shorter.firstWrongBlock?.index == 1)
    }

    @Test func whoIsNotTrustedIsRefused() async throws {
        let file = try ScratchFile(size: 10)
        let manifest = try await kept(file)
        await #expect(throws: ManifestError.self) { try await check(file, manifest, name: "other.example") }
        await #expect(throws: ManifestError.self) {
            try await check(file, manifest, roots: TestPKI.impostor.trustRoots)
        }
        let late = ManualClock(milliseconds: SystemClock().millisecondsSinceEpoch + 100 * 365 * 86_400_000)
        await #expect(throws: ManifestError.self) { try await check(file, manifest, clock: late) }
    }

    @Test func whatIsMissingIsNamed() async throws {
        let file = try ScratchFile(size: 10)
        let missing = file.folder.path("nothing")
        await #expect(throws: FileError("read", missing, code: ENOENT)) { try await check(file, missing) }
        await #expect(throws: ManifestError.notAManifest) {
            try await check(file, file.folder.write(String(repeating: "no manifest", count: 10), to: "text"))
        }
    }
}
