import WaxbillProofs

/// Where the journal ends.
package struct JournalHead: Sendable, Hashable {
    /// The number of the last entry; 0 where there is none.
    package var number: UInt64
    /// The time of the last entry, in milliseconds since 1970.
    package var time: Int64
    /// The chain's hash after the last entry.
    package var chain: MerkleHash
    /// How many accounts there are, the bank's own included.
    package var accounts: UInt64

    package init(number: UInt64, time: Int64, chain: MerkleHash, accounts: UInt64) {
        self.number = number
        self.time = time
        self.chain = chain
        self.accounts = accounts
    }

    /// A journal without entries.
    package static let empty = JournalHead(number: 0, time: 0, chain: .emptyRoot, accounts: 0)

    /// The time of the next entry: what the clock says, but never before the last entry, and within what can be written.
    package func time(at clock: Int64) -> Int64 { max(time, min(max(clock, 0), LedgerLimits.time)) }

    /// The chain's hash after an entry: a Merkle node of the chain so far and the entry's leaf, so that it binds the
    /// entry and all in front of it.
    package static func chain(_ before: MerkleHash, _ entry: [UInt8]) -> MerkleHash {
        MerkleHash(left: before, right: MerkleHash(leaf: entry))
    }
}
