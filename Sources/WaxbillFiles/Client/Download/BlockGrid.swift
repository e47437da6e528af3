/// How a file of a size is cut into blocks (docs/FILES.md).
struct BlockGrid: Sendable, Hashable {
    /// A block's bytes, but for the last one's.
    static let blockSize: UInt64 = 1 << 20

    /// The file's size.
    let size: UInt64

    /// How many blocks there are.
    var count: Int { Int(clamping: size / Self.blockSize + (size % Self.blockSize == 0 ? 0 : 1)) }

    /// Where a block begins.
    func offset(of block: Int) -> UInt64 { UInt64(block) * Self.blockSize }

    /// How many bytes a block has; 0 for one that is not there.
    func length(of block: Int) -> Int {
        let offset = offset(of: block)
        return offset < size ? Int(min(Self.blockSize, size - offset)) : 0
    }

    /// The bytes of adjacent blocks.
    func bytes(of blocks: Range<Int>) -> Range<UInt64> {
        min(offset(of: blocks.lowerBound), size)..<min(offset(of: blocks.upperBound), size)
    }
}
