import Testing

@testable import waxbill

@Suite struct TextColumnsTests {
    @Test func cellsStandUnderEachOther() {
        #expect(TextColumns.lines([]) == [])
        #expect(
            TextColumns.lines([["a", "5.00", "x"], ["bcd", "-10.00", ""], ["e", "1"]], right: [1])
                == ["a      5.00  x", "bcd  -10.00", "e         1"])
    }

    /// One long cell does not push all rows to the right.
    @Test func aLongCellIsAlone() {
        let long = String(repeating: "x", count: 64)
        #expect(
            TextColumns.lines([[long, "1"], ["a", "2"]])
                == ["\(long)  1", "a" + String(repeating: " ", count: 25) + "2"])
    }
}
