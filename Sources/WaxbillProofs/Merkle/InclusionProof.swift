/// The proof that a leaf is in a Merkle tree: the Merkle audit path of RFC 6962, Section 2.1.1.
///
/// It may come from anybody: it proves something only to whom knows the root from elsewhere.
public struct InclusionProof: Sendable, Hashable {
    /// Which leaf it is about, counted from 0.
    public let leafIndex: UInt64
    /// How many leaves the tree has.
    public let treeSize: UInt64
    /// The missing nodes, from the leaf up.
    public let hashes: [MerkleHash]

    /// A proof as it was received.
    public init(leafIndex: UInt64, treeSize: UInt64, hashes: [MerkleHash]) {
        self.leafIndex = leafIndex
        self.treeSize = treeSize
        self.hashes = hashes
    }

    /// Whether the tree with this root has this leaf, as a hash, at this place (RFC 9162, Section 2.1.3.2).
    public func isValid(leaf: MerkleHash, root: MerkleHash) -> Bool {
        guard leafIndex < treeSize else { return false }
        var climb = EdgeClimb(node: leafIndex, last: treeSize - 1)
        var node = leaf
        for hash in hashes {
            guard climb.last > 0 else { return false }
            if climb.isRightOrAlone {
                node = MerkleHash(left: hash, right: node)
                climb.skipLevelsAlone()
            } else {
                node = MerkleHash(left: node, right: hash)
            }
            climb.up()
        }
        return climb.last == 0 && node == root
    }
}
