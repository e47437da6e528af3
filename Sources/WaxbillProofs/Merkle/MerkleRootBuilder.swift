/// Computes a Merkle tree's root from leaves that come one by one, in memory of the logarithm of their number
/// (RFC 6962, Section 2.1).
public struct MerkleRootBuilder: Sendable, Hashable {
    /// How many leaves came.
    public private(set) var count: UInt64 = 0

    // The roots of the complete subtrees of different sizes that the leaves make, the largest first.
    private var subtrees: [MerkleHash] = []

    /// A builder to which no leaf came.
    public init() {}

    /// Takes the next leaf.
    public mutating func append(_ leaf: MerkleHash) {
        var node = leaf
        // As in adding one to a binary number, each carry joins two subtrees of one size.
        var rest = count
        while rest & 1 == 1, let left = subtrees.popLast() {
            node = MerkleHash(left: left, right: node)
            rest >>= 1
        }
        subtrees.append(node)
        count += 1
    }

    /// Takes the next leaves.
    public mutating func append(contentsOf leaves: some Sequence<MerkleHash>) {
        for leaf in leaves { append(leaf) }
    }

    /// The root over the leaves that came so far.
    public var root: MerkleHash {
        guard var node = subtrees.last else { return .emptyRoot }
        for subtree in subtrees.dropLast().reversed() { node = MerkleHash(left: subtree, right: node) }
        return node
    }
}
