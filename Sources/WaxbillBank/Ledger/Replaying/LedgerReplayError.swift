/// The first entry of a journal that cannot have been written by a bank.
package struct LedgerReplayError: Error, Sendable, Hashable {
    /// Where the entry stands in the journal, from 1, whatever number it bears itself.
    package let entry: UInt64
    package let flaw: Flaw

    /// What is wrong with an entry.
    package enum Flaw: Sendable, Hashable {
        /// It cannot be read; the text says which field.
        case unreadable(String)
        /// It bears another number.
        case wrongNumber(UInt64)
        /// Its time is before that of the entry in front of it.
        case timeGoesBack
        /// Its requester used its key in an earlier entry.
        case keyUsedTwice
        /// Its postings do not add up to zero.
        case notBalanced
        /// The entries in front of it lead to another outcome.
        case doesNotFollow(Outcome)
        /// The chain's hash that is stored with it is not the one that it leads to.
        case wrongChain
    }

    package init(entry: UInt64, _ flaw: Flaw) {
        self.entry = entry
        self.flaw = flaw
    }
}

extension LedgerReplayError: CustomStringConvertible {
    package var description: String {
        let what =
            switch flaw {
            case .unreadable(let field): "cannot be read: \(field)"
            case .wrongNumber(let number): "bears the number \(number)"
            case .timeGoesBack: "is older than the entry in front of it"
            case .keyUsedTwice: "has a key that its requester used before"
            case .notBalanced: "has postings that do not add up to zero"
            case .doesNotFollow: "does not follow from the entries in front of it"
            case .wrongChain: "is not the one that the chain's hash was made of"
            }
        return "entry \(entry) \(what)"
    }
}
