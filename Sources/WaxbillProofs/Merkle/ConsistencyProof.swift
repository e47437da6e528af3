/// The proof that a Merkle tree only grew at its end since it had another size (RFC 6962, Section 2.1.2).
///
/// It may come from anybody: it proves something only to whom knows both roots from elsewhere.
public struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the old tree had.
    public let oldSize: UInt64
    /// How many leaves the new tree has.
    public let newSize: UInt64
    /// The missing nodes, from the old tree's edge up.
    public let hashes: [MerkleHash]

    /// A proof as it was received.
    public init(oldSize: UInt64, newSize: UInt64, hashes: [MerkleHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether the tree with the new root begins with all leaves of the one with the old root, in their order (RFC 9162,
    /// Section 2.1.4.2). A tree without leaves is the beginning of every other.
    public func isValid(oldRoot: MerkleHash, newRoot: MerkleHash) -> Bool {
        guard oldSize <= newSize else { return false }
        if oldSize == newSize { return hashes.isEmpty && oldRoot == newRoot && isSound(emptyRoot: oldRoot) }
        if oldSize == 0 { return hashes.isEmpty && isSound(emptyRoot: oldRoot) }
        // Where the old tree is a complete subtree of the new one, its root is not sent along.
        let isComplete = oldSize & (oldSize - 1) == 0
        var rest = hashes[...]
        guard !rest.isEmpty, let first = isComplete ? oldRoot : rest.popFirst() else { return false }
        var climb = EdgeClimb(node: oldSize - 1, last: newSize - 1)
        climb.skipRightChildren()
        var (old, new) = (first, first)
        for hash in rest {
            guard climb.last > 0 else { return false }
            if climb.isRightOrAlone {
                old = MerkleHash(left: hash, right: old)
                new = MerkleHash(left: hash, right: new)
                climb.skipLevelsAlone()
            } else {
                new = MerkleHash(left: new, right: hash)
            }
            climb.up()
        }
        return climb.last == 0 && old == oldRoot && new == newRoot
    }

    /// A tree without leaves has one root only.
    private func isSound(emptyRoot root: MerkleHash) -> Bool { oldSize > 0 || root == .emptyRoot }
}
