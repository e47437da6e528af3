import Testing
import WaxbillProofs

/// Proofs that nobody made from a tree: they are refused, whatever their numbers are.
struct HostileProofTests {
    private static let numbers: [UInt64] = [
        0, 1, 2, 3, 4, 7, 8, 1 << 31, 1 << 32, 1 << 62, 1 << 63, (1 << 63) - 1, .max - 1, .max,
    ]
    private static let lengths = [0, 1, 2, 3, 31, 63, 64, 65, 1000]

    @Test(arguments: numbers)
    func inclusion(index: UInt64) {
        let leaf = MerkleHash(leaf: [1])
        for size in Self.numbers {
            for length in Self.lengths {
                let hashes = [MerkleHash](repeating: MerkleHash(leaf: [2]), count: length)
                let proof = InclusionProof(leafIndex: index, treeSize: size, hashes: hashes)
                #expect(!proof.isValid(leaf: leaf, root: .emptyRoot))
                // The one tree whose root is a leaf.
                #expect(proof.isValid(leaf: leaf, root: leaf) == (index == 0 && size == 1 && length == 0))
            }
        }
    }

    @Test(arguments: numbers)
    func consistency(old: UInt64) {
        let root = MerkleHash(leaf: [1])
        for size in Self.numbers {
            for length in Self.lengths {
                let hashes = [MerkleHash](repeating: MerkleHash(leaf: [2]), count: length)
                let proof = ConsistencyProof(oldSize: old, newSize: size, hashes: hashes)
                #expect(proof.isValid(oldRoot: root, newRoot: root) == (old == size && old > 0 && length == 0))
                let isEmpty = old == 0 && length == 0 && size > 0
                #expect(proof.isValid(oldRoot: .emptyRoot, newRoot: root) == isEmpty)
            }
        }
    }

    /// As many levels as numbers can have: a proof that is good, about a tree that nobody could store.
    @Test func deepestTree() {
        let leaf = MerkleHash(leaf: [1])
        let sibling = MerkleHash(leaf: [2])
        var root = leaf
        for _ in 0..<64 { root = MerkleHash(left: root, right: sibling) }
        let hashes = [MerkleHash](repeating: sibling, count: 64)
        #expect(InclusionProof(leafIndex: 0, treeSize: .max, hashes: hashes).isValid(leaf: leaf, root: root))
        #expect(!InclusionProof(leafIndex: 1, treeSize: .max, hashes: hashes).isValid(leaf: leaf, root: root))
        #expect(!InclusionProof(leafIndex: 0, treeSize: 1 << 63, hashes: hashes).isValid(leaf: leaf, root: root))
    }

    @Test func oneHashMoreOrLessIsRefused() throws {
        let tree = MerkleTree(leaves: (0..<23).map { MerkleHash(leaf: [UInt8($0)]) })
        for index in 0..<23 {
            let good = try #require(tree.inclusionProof(of: index))
            for hashes in [Array(good.hashes.dropLast()), Array(good.hashes.dropFirst()), good.hashes + [.emptyRoot]] {
                let proof = InclusionProof(leafIndex: good.leafIndex, treeSize: good.treeSize, hashes: hashes)
                #expect(!proof.isValid(leaf: tree.leaves[index], root: tree.root))
            }
            guard index > 0, let root = tree.root(whenCount: index) else { continue }
            let grown = try #require(tree.consistencyProof(from: index))
            for hashes in [
                Array(grown.hashes.dropLast()), Array(grown.hashes.dropFirst()), grown.hashes + [.emptyRoot],
            ] {
                let proof = ConsistencyProof(oldSize: grown.oldSize, newSize: grown.newSize, hashes: hashes)
                #expect(!proof.isValid(oldRoot: root, newRoot: tree.root))
            }
        }
    }
}
