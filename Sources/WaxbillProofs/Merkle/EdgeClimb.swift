/// The way from a node of a Merkle tree up to the root, as indices in each level: of the node, and of the level's last one
/// (fn and sn in RFC 9162, Sections 2.1.3.2 and 2.1.4.2).
struct EdgeClimb {
    private(set) var node: UInt64
    private(set) var last: UInt64

    /// - Parameter node: not above `last`.
    init(node: UInt64, last: UInt64) {
        self.node = node
        self.last = last
    }

    /// Whether the node's sibling stands to its left, or it has none in this level and is the same node further up.
    var isRightOrAlone: Bool { node & 1 == 1 || node == last }

    /// To the parent's level.
    mutating func up() {
        node >>= 1
        last >>= 1
    }

    /// Goes up until the node is a right child, or the leftmost.
    mutating func skipLevelsAlone() {
        while node & 1 == 0, node != 0 { up() }
    }

    /// Goes up until the node is a left child: to the largest complete subtree that ends with it.
    mutating func skipRightChildren() {
        while node & 1 == 1 { up() }
    }
}
