import Foundation
import Testing

@testable import WaxbillFiles

/// Files that are received one after the other share what is open of their folder.
@Suite struct ReceivingFolderTests {
    private let received: ClientFolder

    init() throws { received = try ClientFolder() }

    @Test func theFolderOfTheLastFileIsKept() throws {
        let folder = try ReceivingFolder(path: received.path)
        let first = try folder.parent(of: try ServedPath(text: "a/one"))
        #expect(try folder.parent(of: try ServedPath(text: "a/two")) === first)
        #expect(try folder.parent(of: try ServedPath(text: "b/two")) !== first)
        #expect(folder.knownParent(of: try ServedPath(text: "a/one")) == nil)
    }

    @Test func aFolderThatWasDeletedIsMadeAgain() throws {
        let folder = try ReceivingFolder(path: received.path)
        let path = try ServedPath(text: "a/one")
        let first = try folder.parent(of: path)
        _ = try first.state()
        try FileManager.default.removeItem(atPath: received.path + "/a/.waxbill")
        _ = try first.state()
        #expect(FileManager.default.fileExists(atPath: received.path + "/a/.waxbill"))
        try FileManager.default.removeItem(atPath: received.path + "/a")
        #expect(try folder.parent(of: path) !== first)
        #expect(FileManager.default.fileExists(atPath: received.path + "/a"))
    }

    @Test func aNameIsFreeOrTaken() throws {
        let folder = try ReceivingFolder(path: received.path)
        let parent = try folder.parent(of: try ServedPath(text: "a/one"))
        #expect(!parent.hasName("one"))
        try Data().write(to: URL(fileURLWithPath: received.path + "/a/one"))
        #expect(parent.hasName("one"))
    }
}
