import WaxbillProofs

/// An entry with what is stored beside it.
package struct RecordedEntry: Sendable, Hashable {
    package let entry: JournalEntry
    /// The entry's encoding.
    package let bytes: [UInt8]
    /// The chain's hash after it.
    package let chain: MerkleHash
    /// The balances after it of the accounts of its postings, in their order.
    package let balances: [Int64]

    package init(entry: JournalEntry, bytes: [UInt8], chain: MerkleHash, balances: [Int64]) {
        self.entry = entry
        self.bytes = bytes
        self.chain = chain
        self.balances = balances
    }
}
