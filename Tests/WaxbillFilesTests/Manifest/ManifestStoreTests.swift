import Foundation
import Testing
import WaxbillProofs
import WaxbillTestSupport

@testable import WaxbillFiles

/// The folder of hashes does not grow without end.
struct ManifestStoreTests {
    private func stamp(_ inode: UInt64) -> FileStamp {
        let time = FileTime(seconds: 1, nanoseconds: 1)
        return FileStamp(device: 1, inode: inode, size: 1, modified: time, changed: time)
    }

    @Test func theOldestGo() throws {
        let folder = try TemporaryDirectory()
        let store = try #require(ManifestStore(folder: folder.path("kept"), limit: 16))
        for inode in 0..<100 as Range<UInt64> {
            store.keep(HashedContent(leaves: [MerkleHash(leaf: [UInt8(inode)])]), of: stamp(inode))
            // File systems' clocks tick slowly.
            let path = folder.path("kept/1-\(String(inode, radix: 16))")
            let date = Date(timeIntervalSince1970: 1_700_000_000 + Double(inode))
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("kept")).count <= 17)
        }
        #expect(store.content(of: stamp(98))?.leaves == [MerkleHash(leaf: [98])])
        #expect(store.content(of: stamp(0)) == nil)
    }

    @Test func draftsOfTheKilledGo() throws {
        let folder = try TemporaryDirectory()
        let store = try #require(ManifestStore(folder: folder.path("kept")))
        try folder.write("half", to: "kept/1-1.5.new")
        try folder.write("half", to: "kept/1-2.5.new")
        let old = Date(timeIntervalSinceNow: -7200)
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: folder.path("kept/1-1.5.new"))
        store.keep(HashedContent(leaves: [.emptyRoot]), of: stamp(7))
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path("kept"))) == ["1-2.5.new", "1-7"])
    }
}
