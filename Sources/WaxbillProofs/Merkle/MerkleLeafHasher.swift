import Crypto

/// Hashes a leaf whose data comes in pieces (RFC 6962, Section 2.1).
public struct MerkleLeafHasher: Sendable {
    private var hasher = SHA256()

    /// A hasher of a leaf of which nothing has come.
    public init() {
        withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
    }

    /// Takes the leaf's next bytes.
    public mutating func update(_ data: UnsafeRawBufferPointer) {
        hasher.update(bufferPointer: data)
    }

    /// The hash of all that came.
    public consuming func finalize() -> MerkleHash { MerkleHash(hasher) }
}
