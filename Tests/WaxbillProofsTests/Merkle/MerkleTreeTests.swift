import Testing
import WaxbillProofs

/// The tree, its proofs and the builder against the reference.
struct MerkleTreeTests {
    /// The eight leaves of Certificate Transparency's tests, and the roots over the first n of them.
    private static let knownLeaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57], Array(0x60...0x6f),
    ]
    private static let knownRoots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test(arguments: 0...8)
    func hasTheKnownRoots(count: Int) throws {
        let leaves = Self.knownLeaves.prefix(count).map { MerkleHash(leaf: $0) }
        let expected = try #require(MerkleHash(hexadecimal: Self.knownRoots[count]))
        #expect(MerkleTree(leaves: leaves).root == expected)
        var builder = MerkleRootBuilder()
        builder.append(contentsOf: leaves)
        #expect(builder.root == expected)
        #expect(builder.root.description == Self.knownRoots[count])
    }

    @Test func hasTheRootOfTheReferenceAtEverySize() throws {
        let data = ReferenceTree.data(2100)
        var builder = MerkleRootBuilder()
        var grown = MerkleTree()
        for count in 0...data.count {
            // Every small size, and those around each power of two.
            if count < 300 || count % 97 == 0 || [511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049].contains(count) {
                let expected = MerkleHash(bytes: ReferenceTree.mth(data.prefix(count)))
                #expect(builder.root == expected, "\(count) leaves, builder")
                #expect(grown.root == expected, "\(count) leaves, appended")
                let leaves = data.prefix(count).map { MerkleHash(leaf: $0) }
                #expect(MerkleTree(leaves: leaves) == grown, "\(count) leaves, at once")
            }
            guard count < data.count else { break }
            builder.append(MerkleHash(leaf: data[count]))
            grown.append(MerkleHash(leaf: data[count]))
        }
        #expect(builder.count == UInt64(data.count))
    }

    @Test func treeAndBuilderAgreeOnEverySizeUpTo5000() {
        var builder = MerkleRootBuilder()
        var tree = MerkleTree()
        for index in 0..<5000 {
            let leaf = MerkleHash(leaf: Array("\(index)".utf8))
            builder.append(leaf)
            tree.append(leaf)
            #expect(builder.root == tree.root)
        }
        #expect(tree.root(whenCount: 777) != tree.root)
        #expect(tree.root(whenCount: 5000) == tree.root)
        #expect(tree.root(whenCount: 5001) == nil)
        #expect(tree.root(whenCount: -1) == nil)
    }

    @Test func inclusionProofsAreThoseOfTheReferenceAndVerify() throws {
        let data = ReferenceTree.data(40)
        for count in 1...data.count {
            let tree = MerkleTree(leaves: data.prefix(count).map { MerkleHash(leaf: $0) })
            for index in 0..<count {
                let proof = try #require(tree.inclusionProof(of: index))
                #expect(proof.hashes.map(\.bytes) == ReferenceTree.path(index, data.prefix(count)))
                #expect(proof.leafIndex == index && proof.treeSize == count)
                #expect(proof.isValid(leaf: tree.leaves[index], root: tree.root), "\(index) of \(count)")
                // No other leaf, no other place, no other tree.
                #expect(!proof.isValid(leaf: MerkleHash(leaf: [9]), root: tree.root))
                #expect(!proof.isValid(leaf: tree.leaves[index], root: MerkleHash(leaf: [9])))
                for other in 0..<count where other != index {
                    let moved = InclusionProof(leafIndex: UInt64(other), treeSize: UInt64(count), hashes: proof.hashes)
                    #expect(
                        !moved.isValid(leaf: tree.leaves[index], root: tree.root), "\(other) for \(index) of \(count)")
                }
            }
            #expect(tree.inclusionProof(of: count) == nil)
            #expect(tree.inclusionProof(of: -1) == nil)
        }
    }

    @Test func consistencyProofsAreThoseOfTheReferenceAndVerify() throws {
        let data = ReferenceTree.data(40)
        for count in 1...data.count {
            let tree = MerkleTree(leaves: data.prefix(count).map { MerkleHash(leaf: $0) })
            for old in 1...count {
                let proof = try #require(tree.consistencyProof(from: old))
                let oldRoot = try #require(tree.root(whenCount: old))
                #expect(proof.hashes.map(\.bytes) == ReferenceTree.proof(old, data.prefix(count)))
                #expect(proof.isValid(oldRoot: oldRoot, newRoot: tree.root), "\(old) of \(count)")
                #expect(!proof.isValid(oldRoot: MerkleHash(leaf: [9]), newRoot: tree.root))
                #expect(!proof.isValid(oldRoot: oldRoot, newRoot: MerkleHash(leaf: [9])))
                for other in 1...count where other != old {
                    let moved = ConsistencyProof(oldSize: UInt64(other), newSize: UInt64(count), hashes: proof.hashes)
                    #expect(!moved.isValid(oldRoot: oldRoot, newRoot: tree.root), "\(other) for \(old) of \(count)")
                }
            }
            let fromNothing = try #require(tree.consistencyProof(from: 0))
            #expect(fromNothing.isValid(oldRoot: .emptyRoot, newRoot: tree.root))
            #expect(!fromNothing.isValid(oldRoot: tree.root, newRoot: tree.root))
            #expect(tree.consistencyProof(from: count + 1) == nil)
        }
    }

    @Test func proofsOfLargeTreesVerify() throws {
        let tree = MerkleTree(leaves: (0..<3001).map { MerkleHash(leaf: Array("\($0)".utf8)) })
        for index in stride(from: 0, through: 3000, by: 37) {
            let proof = try #require(tree.inclusionProof(of: index))
            #expect(proof.isValid(leaf: tree.leaves[index], root: tree.root))
            let consistency = try #require(tree.consistencyProof(from: index))
            #expect(consistency.isValid(oldRoot: try #require(tree.root(whenCount: index)), newRoot: tree.root))
        }
    }
}
