import TLSWire
import WaxbillProofs

/// The proof that a bank has an entry in its journal: the entry, the Merkle path from it to the root of its block, and the block that
/// the bank signed. Whoever trusts the authority of the bank's certificate can check it without the bank, now and later.
package struct Receipt: Sendable, Hashable {
    package let entry: JournalEntry
    /// The entry's encoding.
    let bytes: [UInt8]
    /// The missing nodes, from the entry up.
    let path: [MerkleHash]
    package let block: SignedBlock

    /// A receipt of which nothing is verified but that its parts belong together.
    /// - Throws: `entry`, `notCanonical`, `otherBlock`, `notInBlock`.
    init(bytes: [UInt8], path: [MerkleHash], block: SignedBlock) throws(ReceiptError) {
        do throws(DecodingFailure) {
            entry = try JournalEntry(decoding: bytes)
        } catch {
            throw .entry(error)
        }
        guard entry.encoded == bytes else { throw .notCanonical }
        let entries = block.statement.entries
        guard entries.contains(entry.number) else { throw .otherBlock(entry: entry.number, block: entries) }
        let proof = InclusionProof(
            leafIndex: entry.number - entries.lowerBound, treeSize: block.statement.count, hashes: path)
        guard proof.isValid(leaf: MerkleHash(leaf: bytes), root: block.statement.root) else {
            throw .notInBlock(entry: entry.number)
        }
        self.bytes = bytes
        self.path = path
        self.block = block
    }

    /// Verifies who signed the block.
    /// - Throws: `block`.
    @discardableResult
    package func verify(by verifier: StatementVerifier) throws(ReceiptError) -> StatementSigner {
        do throws(BlockError) {
            return try block.verify(by: verifier)
        } catch {
            throw .block(error)
        }
    }
}

extension Receipt {
    /// The receipt of an entry whose block is sealed.
    /// - Returns: nil where the entry is in no block yet.
    /// - Throws: `damaged` where what is stored contradicts itself.
    package init?(of number: UInt64, in snapshot: any LedgerSnapshot) throws(LedgerStoreError) {
        guard let sealed = try snapshot.block(containing: number) else { return nil }
        let range = sealed.entries
        guard range.contains(number), range.count <= BlockStatement.mostEntries else {
            throw .damaged("block \(sealed.number): it does not have the entries that it is found by")
        }
        let entries = try snapshot.entries(after: range.lowerBound - 1, limit: range.count)
        let index = Int(number - range.lowerBound)
        let tree = MerkleTree(leaves: entries.map { MerkleHash(leaf: $0.bytes) })
        guard entries.indices.contains(index), let proof = tree.inclusionProof(of: index) else {
            throw .damaged("block \(sealed.number): entries are missing")
        }
        do {
            let block = try SignedBlock(sealed)
            try self.init(bytes: entries[index].bytes, path: proof.hashes, block: block)
        } catch {
            throw .damaged("entry \(number): \(error)")
        }
    }

    /// The receipt of an entry; what is not sealed is sealed now.
    /// - Returns: nil where there is no such entry.
    package static func of(
        _ number: UInt64, in store: any LedgerStore, sealer: BlockSealer
    ) async throws(BlockSealingError) -> Receipt? {
        guard try await sealer.block(containing: number) != nil else { return nil }
        do throws(LedgerStoreError) {
            return try await store.read { snapshot throws(LedgerStoreError) in try Receipt(of: number, in: snapshot) }
        } catch {
            throw .store(error)
        }
    }
}

/// Why a receipt is refused.
package enum ReceiptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file is none of a receipt; the text says why.
    case malformed(String)
    /// The entry is malformed.
    case entry(DecodingFailure)
    /// The entry is written in another way than banks write entries.
    case notCanonical
    /// The entry has a number that is not in the block.
    case otherBlock(entry: UInt64, block: ClosedRange<UInt64>)
    /// The path does not lead from the entry to the root that was signed.
    case notInBlock(entry: UInt64)
    /// What the file says in words is not what was signed; the member's name.
    case otherWords
    /// The block is malformed, or its signature or signer is refused.
    case block(BlockError)

    /// A sentence without its full stop.
    package var description: String {
        switch self {
        case .malformed(let what): "this is no receipt: \(what)"
        case .entry(let failure): "the receipt's entry is malformed: \(failure)"
        case .notCanonical: "the receipt's entry is not written as entries are"
        case .otherBlock(let entry, let block):
            "entry \(entry) is not in the block of the entries \(block.lowerBound) to \(block.upperBound)"
        case .notInBlock(let entry): "entry \(entry) is not what was signed"
        case .otherWords: "what the receipt says in words is not what was signed"
        case .block(let error): error.description
        }
    }

    /// What programs know it by.
    package var code: String {
        switch self {
        case .malformed, .entry, .notCanonical, .block(.malformed), .block(.otherCertificates),
            .block(.certificatesMissing):
            "malformed_receipt"
        case .otherBlock, .notInBlock: "not_in_block"
        case .otherWords: "other_words"
        case .block(.statement): "bad_signature"
        }
    }
}
