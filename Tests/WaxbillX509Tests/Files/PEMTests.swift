import Testing

@testable import WaxbillX509

struct PEMTests {
    @Test(arguments: [0, 1, 2, 3, 47, 48, 49, 1000])
    func roundTrip(_ count: Int) throws {
        let contents = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let text = PEM.text("CERTIFICATE", contents)
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 64 })
        let blocks = try PEM.blocks(in: Array(("before\n" + text + "between\n" + text).utf8))
        #expect(blocks.map(\.contents) == [contents, contents])
        #expect(blocks.map(\.label) == ["CERTIFICATE", "CERTIFICATE"])
    }

    @Test(arguments: [
        ("-----BEGIN A-----\nAAAA\n", PEMError.unterminated(label: "A", line: 1)),
        ("\n-----BEGIN A-----\nAAAA\n-----BEGIN B-----\n", .unterminated(label: "A", line: 2)),
        ("-----BEGIN A-----\nAAAA\n-----END B-----\n", .mismatchedEnd(label: "A", line: 1)),
        ("-----BEGIN A-----\nAA*A\n-----END A-----\n", .invalidBase64(label: "A", line: 1)),
        ("-----BEGIN A-----\nAAA\n-----END A-----\n", .invalidBase64(label: "A", line: 1)),
    ])
    func malformed(_ text: String, _ error: PEMError) {
        #expect(throws: error) { try PEM.blocks(in: Array(text.utf8)) }
    }

    @Test(arguments: [
        "", "text", "-----BEGIN -----", "-----BEGIN A----", "----------", "-----END A-----", "\0\n\u{FF}",
    ])
    func nothing(_ text: String) throws {
        #expect(try PEM.blocks(in: Array(text.utf8)).filter { $0.label == "CERTIFICATE" }.isEmpty)
    }
}
