import Testing

@testable import WaxbillBank

@Suite struct NameTests {
    @Test(arguments: ["a", "A-1", "x_y.z", "...", ".a", "-", "@cash-EUR", "@x", String(repeating: "x", count: 64)])
    func namesAreNames(text: String) {
        #expect(AccountName(text)?.text == text)
        #expect(AccountName(text)?.isSystem == text.hasPrefix("@"))
    }

    @Test(arguments: [
        "", "@", ".", "..", "a b", "a/b", "a@b", "@@a", "ä", "a\u{301}", "a\0", "a\n", "%41",
        String(repeating: "x", count: 65),
        "@" + String(repeating: "x", count: 64),
    ])
    func otherTextIsNone(text: String) {
        #expect(AccountName(text) == nil)
    }

    @Test func namesAreOrderedByTheirBytes() {
        let names = ["b", "a", "B", "a.", "a-", "@x", "1"].map { AccountName.named($0) }
        #expect(names.sorted().map(\.text) == ["1", "@x", "B", "a", "a-", "a.", "b"])
    }

    @Test(arguments: [
        "00112233445566778899aabbccddeeff", "00112233445566778899AABBCCDDEEFF", "00112233-4455-6677-8899-aabbccddeeff",
    ])
    func keysAreHexadecimalOrUUIDs(text: String) {
        let key = IdempotencyKey(text)
        #expect(key?.description == "00112233445566778899aabbccddeeff")
        #expect(key?.bytes == (0..<16).map { $0 * 0x11 })
        #expect(key.flatMap { IdempotencyKey(bytes: $0.bytes) } == key)
    }

    @Test(arguments: [
        "", "0", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeeff0",
        "0011223344556677-8899-aabb-ccddeeff",
        "00112233-4455-6677-8899aabb-ccddeeff", "g0112233445566778899aabbccddeeff", "0x112233445566778899aabbccddeeff",
        "００112233445566778899aabbccddeeff", "{0112233-4455-6677-8899-aabbccddeeff",
        "00112233x4455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899 aabbccddeeff",
    ])
    func otherTextIsNoKey(text: String) {
        #expect(IdempotencyKey(text) == nil)
    }

    @Test(arguments: [0, 15, 17])
    func keysHaveSixteenBytes(count: Int) {
        #expect(IdempotencyKey(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }
}
