import WaxbillProofs

/// An entry as it is stored.
package struct StoredEntry: Sendable, Hashable {
    package let number: UInt64
    /// What ``JournalEntry/encoded`` gave.
    package let bytes: [UInt8]
    /// The chain's hash after it.
    package let chain: MerkleHash

    package init(number: UInt64, bytes: [UInt8], chain: MerkleHash) {
        self.number = number
        self.bytes = bytes
        self.chain = chain
    }
}

/// What an entry moved on one account.
package struct AccountPosting: Sendable, Hashable {
    /// The entry's number.
    package let entry: UInt64
    /// In minor units; negative where money left.
    package let amount: Int64
    /// The account's balance after it.
    package let balance: Int64

    package init(entry: UInt64, amount: Int64, balance: Int64) {
        self.entry = entry
        self.amount = amount
        self.balance = balance
    }
}

/// A block of the journal that is sealed: nobody can change its entries any more without being found out.
package struct SealedBlock: Sendable, Hashable {
    /// Blocks are numbered from 1, without gaps.
    package let number: UInt64
    /// The numbers of its first and last entry.
    package let entries: ClosedRange<UInt64>
    /// What the bank signed about it, with the signature: all of a SignedBlock (docs/BANK.md) but the certificates.
    package let statement: [UInt8]
    /// The certificates of SignedBlock, as they are encoded; nothing where they are lost. Blocks of one signer have the same,
    /// which stores therefore keep once, under their hash.
    package let certificates: [UInt8]

    package init(number: UInt64, entries: ClosedRange<UInt64>, statement: [UInt8], certificates: [UInt8]) {
        self.number = number
        self.entries = entries
        self.statement = statement
        self.certificates = certificates
    }
}
