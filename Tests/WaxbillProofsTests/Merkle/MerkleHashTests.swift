import Testing
import WaxbillProofs

/// Hashes as bytes, text and keys.
struct MerkleHashTests {
    private let text = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"

    @Test func isThirtyTwoBytesInline() { #expect(MemoryLayout<MerkleHash>.size == 32) }

    @Test func readsAndWritesHexadecimal() throws {
        let hash = try #require(MerkleHash(hexadecimal: text))
        #expect(hash == MerkleHash(leaf: [UInt8]()))
        #expect(hash.hexadecimal == text)
        #expect(MerkleHash(hexadecimal: text.uppercased()) == hash)
        #expect(MerkleHash(bytes: hash.bytes) == hash)
        #expect(hash.bytes.prefix(2) == [0x6e, 0x34])
        #expect(Set([hash, hash, .emptyRoot]).count == 2)
    }

    @Test(arguments: [
        "", "6e", String(repeating: "g", count: 64), String(repeating: "é", count: 32),
        "0" + String(repeating: "0", count: 64),
    ])
    func refusesOtherText(text: String) { #expect(MerkleHash(hexadecimal: text) == nil) }

    @Test(arguments: [0, 31, 33]) func refusesOtherNumbersOfBytes(count: Int) {
        #expect(MerkleHash(bytes: [UInt8](repeating: 0, count: count)) == nil)
    }

    @Test func aNodeIsNoLeaf() {
        let (left, right) = (MerkleHash(leaf: [1]), MerkleHash(leaf: [2]))
        #expect(MerkleHash(left: left, right: right) != MerkleHash(leaf: left.bytes + right.bytes))
        #expect(MerkleHash(left: left, right: right) != MerkleHash(left: right, right: left))
    }

    @Test func aLeafInPiecesIsTheSameLeaf() {
        let data = [UInt8]((0..<200).map { UInt8($0) })
        var hasher = MerkleLeafHasher()
        for byte in data { withUnsafeBytes(of: byte) { hasher.update($0) } }
        let hash = hasher.finalize()
        #expect(hash == MerkleHash(leaf: data))
        #expect(hash == MerkleHash(leaf: data.span.bytes))
        #expect(hash == data.withUnsafeBytes { MerkleHash(leaf: $0) })
    }
}
