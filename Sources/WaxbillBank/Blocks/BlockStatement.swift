import TLSWire
import WaxbillProofs

/// What a bank states about a block of its journal: BlockStatement of docs/BANK.md.
package struct BlockStatement: Sendable, Hashable {
    /// The context in which block statements are signed.
    static let context = StatementContext(known: "bank block")
    /// The most entries of a block.
    static let mostEntries = 1024
    /// How many bytes the encoding has.
    static let byteCount = certificatesPlace.upperBound
    /// Where the hash of the certificates stands in the encoding: at its end.
    static let certificatesPlace = 124..<156

    /// Blocks are numbered from 1, without gaps.
    package let number: UInt64
    /// The numbers of its first and last entry.
    package let entries: ClosedRange<UInt64>
    /// The Merkle root over the entries' encodings.
    package let root: MerkleHash
    /// The chain's hash after the last entry.
    package let chain: MerkleHash
    /// The leaf hash of the statement of the block before; of nothing where this is the first.
    package let before: MerkleHash
    /// When it was sealed, in milliseconds since 1970; never before its entries.
    package let time: Int64
    /// The leaf hash of the certificates that come with it, as they are encoded, so that none can be put for another.
    package let certificates: MerkleHash

    package init(
        number: UInt64, entries: ClosedRange<UInt64>, root: MerkleHash, chain: MerkleHash, before: MerkleHash,
        time: Int64, certificates: MerkleHash
    ) {
        self.number = number
        self.entries = entries
        self.root = root
        self.chain = chain
        self.before = before
        self.time = time
        self.certificates = certificates
    }

    /// How many entries it has.
    package var count: UInt64 { entries.upperBound - entries.lowerBound + 1 }

    /// What the next block says about this one.
    package var link: MerkleHash { MerkleHash(leaf: encoded) }

    /// What the first block says about the one before.
    package static let firstLink = MerkleHash.emptyRoot

    /// The bytes that are signed.
    package var encoded: [UInt8] {
        var writer = WireWriter(reservingCapacity: Self.byteCount)
        writer.write(number)
        writer.write(entries.lowerBound)
        writer.write(UInt32(truncatingIfNeeded: count))
        writer.write(root.bytes)
        writer.write(chain.bytes)
        writer.write(before.bytes)
        writer.write(UInt64(bitPattern: time))
        writer.write(certificates.bytes)
        return writer.bytes
    }

    /// Reads a statement that fills `bytes`.
    package init(decoding bytes: [UInt8]) throws(DecodingFailure) {
        var reader = WireReader(bytes.span.bytes, "BlockStatement")
        number = try reader.uint64("number")
        let first = try reader.uint64("first")
        let count = try reader.uint32("count")
        guard number > 0 else { throw reader.failure(.invalidValue, "number") }
        guard first > 0 else { throw reader.failure(.invalidValue, "first") }
        let (end, overflow) = first.addingReportingOverflow(UInt64(count))
        guard (1...UInt32(Self.mostEntries)).contains(count), !overflow else {
            throw reader.failure(.invalidValue, "count")
        }
        entries = first...(end - 1)
        root = try reader.hash("root")
        chain = try reader.hash("chain")
        before = try reader.hash("before")
        time = Int64(bitPattern: try reader.uint64("time"))
        guard (0...LedgerLimits.time).contains(time) else { throw reader.failure(.invalidValue, "time") }
        certificates = try reader.hash("certificates")
        try reader.finish()
    }
}

extension WireReader {
    /// Reads the 32 bytes of a hash.
    mutating func hash(_ field: StaticString) throws(DecodingFailure) -> MerkleHash {
        guard let hash = MerkleHash(bytes: try bytes(field, count: MerkleHash.byteCount)) else {
            throw failure(.truncated, field)
        }
        return hash
    }
}
