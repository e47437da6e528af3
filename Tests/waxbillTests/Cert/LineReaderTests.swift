import Foundation
import Testing

@testable import waxbill

/// Lines of bounded length.
struct LineReaderTests {
    private func lines(_ text: String, limit: Int) throws -> [LineReader.Line] {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        let writer = pipe.fileHandleForWriting
        Thread {
            try? writer.write(contentsOf: Data(text.utf8))
            try? writer.close()
        }.start()
        var reader = LineReader(descriptor: descriptor, limit: limit)
        var lines: [LineReader.Line] = []
        while let line = reader.next() { lines.append(line) }
        #expect(reader.next() == nil)
        return withExtendedLifetime(pipe) { lines }
    }

    private func whole(_ text: String) -> LineReader.Line { .whole(Array(text.utf8)) }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\na\n", ["", "", "a"]), ("a\r\n", ["a\r"]),
    ])
    func splits(_ text: String, _ expected: [String]) throws {
        #expect(try lines(text, limit: 100) == expected.map(whole))
    }

    @Test(arguments: [1, 4, 65_535, 65_536, 65_537, 200_000])
    func lengths(_ count: Int) throws {
        let line = String(repeating: "x", count: count)
        let text = "a\n\(line)\nb\n\(line)y\nc"
        let found = try lines(text, limit: max(1, count))
        let beginning = LineReader.Line.tooLong(beginning: Array("\(line)y".utf8.prefix(65_536)))
        #expect(found == [whole("a"), whole(line), whole("b"), beginning, whole("c")])
    }

    @Test func longLinesAreSkippedToTheEnd() throws {
        let found = try lines("ok\n" + String(repeating: "z", count: 1_000_000), limit: 10)
        #expect(found.count == 2)
        #expect(found.first == whole("ok"))
        guard case .tooLong(let beginning) = found.last else {
            Issue.record("the line is whole")
            return
        }
        #expect(beginning.count <= 65_536)
    }
}
