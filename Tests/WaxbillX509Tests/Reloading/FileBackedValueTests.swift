import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillX509

@Suite struct FileBackedValueTests {
    /// What a text is to the test: anything but "bad".
    private struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    private static func value(
        _ directory: TemporaryDirectory, _ names: [String]
    ) throws -> FileBackedValue<[String], any Error> {
        try FileBackedValue(files: names.map(directory.path)) { () throws(any Error) in
            let texts = try names.map(directory.text)
            guard !texts.contains(where: { $0.hasPrefix("bad") }) else { throw Unusable(description: texts.joined()) }
            return texts
        }
    }

    @Test func changes() throws {
        let directory = try TemporaryDirectory()
        try directory.write("one", to: "a")
        try directory.write("x", to: "b")
        let value = try Self.value(directory, ["a", "b"])
        for _ in 0..<3 { #expect(value.reloadIfChanged() == nil) }
        try directory.write("two", to: "a")
        // Seen, but perhaps b is still to come.
        #expect(value.reloadIfChanged() == nil)
        #expect(value.value == ["one", "x"])
        try directory.write("y", to: "b")
        #expect(value.reloadIfChanged() == nil)
        let report = try #require(value.reloadIfChanged())
        #expect(report.failure == nil)
        #expect(report.description == "reloaded \(directory.path("a")), \(directory.path("b"))")
        #expect(value.value == ["two", "y"])
        #expect(value.reloadIfChanged() == nil)
    }

    /// The same size and the same time of the content: another file is another file.
    @Test func replacement() throws {
        let directory = try TemporaryDirectory()
        try directory.write("one", to: "a")
        let value = try Self.value(directory, ["a"])
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        try directory.write("two", to: "new")
        for name in ["a", "new"] {
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: directory.path(name))
        }
        #expect(value.reload().failure == nil)
        #expect(rename(directory.path("new"), directory.path("a")) == 0)
        #expect(value.reloadIfChanged() == nil)
        #expect(value.reloadIfChanged()?.failure == nil)
        #expect(value.value == ["two"])
    }

    @Test func brokenContent() throws {
        let directory = try TemporaryDirectory()
        try directory.write("one", to: "a")
        let value = try Self.value(directory, ["a"])
        try directory.write("bad 1", to: "a")
        #expect(value.reloadIfChanged() == nil)
        let report = try #require(value.reloadIfChanged())
        #expect(report.failure is Unusable)
        #expect(report.description == "kept the old content of \(directory.path("a")): bad 1")
        #expect(value.value == ["one"])
        // Said once.
        #expect(value.reloadIfChanged() == nil)
        // Another reason is news.
        try directory.write("bad 2", to: "a")
        #expect(value.reloadIfChanged() == nil)
        #expect(value.reloadIfChanged()?.description.hasSuffix("bad 2") == true)
        // Who asks gets an answer.
        #expect(value.reload().failure != nil)
        try directory.write("two", to: "a")
        #expect(value.reloadIfChanged() == nil)
        #expect(value.reloadIfChanged()?.failure == nil)
        #expect(value.value == ["two"])
    }

    @Test func missingFile() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: (any Error).self) { try Self.value(directory, ["a"]) }
        try directory.write("one", to: "a")
        let value = try Self.value(directory, ["a"])
        try FileManager.default.removeItem(atPath: directory.path("a"))
        #expect(value.reload().failure != nil)
        #expect(value.value == ["one"])
        // The very same content is back.
        try directory.write("one", to: "a")
        #expect(value.reloadIfChanged() == nil)
        #expect(value.reloadIfChanged()?.failure == nil)
    }

    @Test func onDemand() throws {
        let directory = try TemporaryDirectory()
        try directory.write("one", to: "a")
        let value = try Self.value(directory, ["a"])
        #expect(value.reload().failure == nil)
        try directory.write("two", to: "a")
        #expect(value.reload().failure == nil)
        #expect(value.value == ["two"])
        // It has been read: nothing is left to do.
        #expect(value.reloadIfChanged() == nil)
        #expect(value.reloadIfChanged() == nil)
    }
}
