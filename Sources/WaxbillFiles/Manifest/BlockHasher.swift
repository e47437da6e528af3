import NIOCore
import WaxbillProofs

/// Hashes content that comes in pieces of any size, block by block.
struct BlockHasher: Sendable {
    private var hasher = MerkleLeafHasher()
    private var count = 0

    /// A hasher at the beginning of a file or of any of its blocks.
    init() {}

    /// Takes the next bytes.
    /// - Returns: the hashes of the blocks that ended with them.
    mutating func update(_ bytes: UnsafeRawBufferPointer) -> [MerkleHash] {
        var leaves: [MerkleHash] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(ManifestFormat.blockSize - count)
            hasher.update(UnsafeRawBufferPointer(rebasing: part))
            count += part.count
            rest = rest.dropFirst(part.count)
            if count == ManifestFormat.blockSize, let leaf = finish() { leaves.append(leaf) }
        }
        return leaves
    }

    /// Takes the next bytes.
    /// - Returns: the hashes of the blocks that ended with them.
    mutating func update(_ buffer: ByteBuffer) -> [MerkleHash] {
        buffer.withUnsafeReadableBytes { update($0) }
    }

    /// How many bytes came of a block that has not ended.
    var pendingCount: Int { count }

    /// Ends the last block, which may be shorter.
    /// - Returns: its hash; nil where no byte of it came.
    mutating func finish() -> MerkleHash? {
        guard count > 0 else { return nil }
        let leaf = hasher.finalize()
        hasher = MerkleLeafHasher()
        count = 0
        return leaf
    }
}
