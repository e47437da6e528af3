import Testing

@testable import WaxbillFiles

/// RFC 9110, Section 14.
@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-", 0..<10), ("bytes=9-", 9..<10), ("bytes=2-5", 2..<6), ("bytes=2-99", 2..<10),
        ("bytes=-3", 7..<10), ("bytes=-10", 0..<10), ("bytes=-11", 0..<10), ("Bytes=1-2", 1..<3),
        ("bytes= 1-2 ", 1..<3),
        ("bytes=0-99999999999999999999999", 0..<10), ("bytes=-99999999999999999999999", 0..<10),
    ])
    func parts(field: String, expected: Range<Int>) {
        #expect(ByteRange(field: field, size: 10) == .part(expected))
    }

    @Test(arguments: ["bytes=10-", "bytes=10-11", "bytes=-0", "bytes=99999999999999999999999-"])
    func notSatisfiable(field: String) {
        #expect(ByteRange(field: field, size: 10) == .notSatisfiable)
    }

    /// What a server may ignore, and what is no range.
    @Test(arguments: [
        nil, "", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "bytes=0-1,", "lines=0-1", "bytes=a-b",
        "bytes=+1-2", "bytes=1-2-3", "bytes=0x1-2", "bytes=1 -2", "bytes=1-2 3", "=1-2", "bytes=\u{661}-2",
    ])
    func ignored(field: String?) {
        #expect(ByteRange(field: field, size: 10) == .whole)
    }

    @Test func emptyFile() {
        #expect(ByteRange(field: "bytes=-5", size: 0) == .whole)
        #expect(ByteRange(field: "bytes=0-", size: 0) == .notSatisfiable)
    }

    @Test func contentRanges() {
        let range = ContentRange(field: "bytes 2-5/10")
        #expect(range?.first == 2 && range?.end == 6 && range?.size == 10)
        let empty = ContentRange(field: "bytes */0")
        #expect(empty?.first == 0 && empty?.end == 0 && empty?.size == 0)
        for wrong in [
            "", "bytes", "bytes 0-1", "bytes 0-1/*", "bytes 5-2/10", "bytes 0-10/10", "items 0-1/2", "bytes 0-1/2 ",
            "bytes 0-1/99999999999999999999", "bytes -1/2", "bytes 0-/2", "bytes +0-1/2",
        ] {
            #expect(ContentRange(field: wrong) == nil, "\(wrong)")
        }
    }
}
