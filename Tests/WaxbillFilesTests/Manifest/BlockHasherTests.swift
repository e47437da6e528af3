import NIOCore
import Testing
import WaxbillProofs
import WaxbillTestSupport

@testable import WaxbillFiles

/// Content in pieces has the leaves of its blocks.
struct BlockHasherTests {
    @Test(arguments: [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (5 << 20) / 2], [1000, 65_536, 1 << 20, 3 << 20])
    func hashesBlocks(size: Int, pieceSize: Int) {
        let content = SeededRandomSource(seed: 1).bytes(size)
        let expected = stride(from: 0, to: size, by: 1 << 20).map {
            MerkleHash(leaf: content[$0..<min($0 + 1 << 20, size)])
        }
        var hasher = BlockHasher()
        var leaves: [MerkleHash] = []
        for start in stride(from: 0, to: size, by: pieceSize) {
            leaves += hasher.update(ByteBuffer(bytes: content[start..<min(start + pieceSize, size)]))
            #expect(leaves.count == min(start + pieceSize, size) >> 20)
            #expect(hasher.pendingCount == min(start + pieceSize, size) & 0xf_ffff)
        }
        if let last = hasher.finish() { leaves.append(last) }
        #expect(leaves == expected)
        #expect(hasher.finish() == nil)
    }
}
