/// A Merkle tree over leaves in an order, which grows at its end (RFC 6962, Section 2.1).
///
/// It keeps the hash of every complete subtree, twice as many as leaves. To whom the root is enough, ``MerkleRootBuilder`` is.
public struct MerkleTree: Sendable, Hashable {
    // levels[k][i] is the hash of the leaves from i·2^k on, 2^k of them. The first level is the leaves'.
    private var levels: [[MerkleHash]] = [[]]

    /// The tree over these leaves' hashes.
    public init(leaves: [MerkleHash] = []) {
        levels[0] = leaves
        while let last = levels.last, last.count > 1 {
            levels.append(
                stride(from: 1, to: last.count, by: 2).map { MerkleHash(left: last[$0 - 1], right: last[$0]) })
        }
    }

    /// How many leaves the tree has.
    public var count: Int { levels[0].count }

    /// The leaves' hashes.
    public var leaves: [MerkleHash] { levels[0] }

    /// The hash over all leaves: MTH of RFC 6962, Section 2.1.
    public var root: MerkleHash { count == 0 ? .emptyRoot : root(of: 0..<count) }

    /// Adds a leaf at the end.
    public mutating func append(_ leaf: MerkleHash) {
        levels[0].append(leaf)
        var level = 0
        while let last = levels[level].last, levels[level].count.isMultiple(of: 2) {
            let node = MerkleHash(left: levels[level][levels[level].count - 2], right: last)
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(node)
        }
    }

    /// The root that the tree had when it had `count` leaves; nil if it never had so many.
    public func root(whenCount count: Int) -> MerkleHash? {
        guard (0...self.count).contains(count) else { return nil }
        return count == 0 ? .emptyRoot : root(of: 0..<count)
    }

    /// The proof that the leaf at `index` is in the tree: PATH of RFC 6962, Section 2.1.1; nil if there is no such leaf.
    public func inclusionProof(of index: Int) -> InclusionProof? {
        guard levels[0].indices.contains(index) else { return nil }
        var hashes: [MerkleHash] = []
        var range = 0..<count
        while range.count > 1 {
            let middle = Self.middle(of: range)
            if index < middle {
                hashes.append(root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                hashes.append(root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return InclusionProof(leafIndex: UInt64(index), treeSize: UInt64(count), hashes: hashes.reversed())
    }

    /// The proof that the tree begins with the leaves it had when it had `oldCount`: PROOF of RFC 6962, Section 2.1.2; nil if it
    /// never had so many.
    public func consistencyProof(from oldCount: Int) -> ConsistencyProof? {
        guard (0...count).contains(oldCount) else { return nil }
        var hashes: [MerkleHash] = []
        if oldCount > 0, oldCount < count {
            var range = 0..<count
            // SUBPROOF, from the outside in; its flag says whether the old tree is all there is below, so that its verifier knows it.
            while range.upperBound != oldCount {
                let middle = Self.middle(of: range)
                if oldCount <= middle {
                    hashes.append(root(of: middle..<range.upperBound))
                    range = range.lowerBound..<middle
                } else {
                    hashes.append(root(of: range.lowerBound..<middle))
                    range = middle..<range.upperBound
                }
            }
            if range.lowerBound > 0 { hashes.append(root(of: range)) }
        }
        return ConsistencyProof(oldSize: UInt64(oldCount), newSize: UInt64(count), hashes: hashes.reversed())
    }

    /// MTH of some leaves that make a subtree: its complete parts are there, the others are hashed.
    private func root(of range: Range<Int>) -> MerkleHash {
        if range.count & (range.count - 1) == 0 {
            let level = range.count.trailingZeroBitCount
            return levels[level][range.lowerBound >> level]
        }
        let middle = Self.middle(of: range)
        return MerkleHash(left: root(of: range.lowerBound..<middle), right: root(of: middle..<range.upperBound))
    }

    /// Where a subtree of two leaves or more is cut: after the largest power of two that is less than their number.
    private static func middle(of range: Range<Int>) -> Int {
        range.lowerBound + 1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount)
    }
}
