import WaxbillProofs

/// A block that somebody keeps outside of the bank's reach. No ledger without it can be passed off as the bank's: neither an older
/// copy nor another history.
package struct KeptBlock: Sendable, Hashable {
    package let number: UInt64
    /// What the next block says about it: the leaf hash of its statement.
    package let hash: MerkleHash
    /// Who has it, for people.
    package let source: String

    init(_ statement: BlockStatement, source: String) {
        number = statement.number
        hash = statement.link
        self.source = source
    }

    /// Reads what ``description`` gave.
    /// - Returns: nil where the text is something else.
    package init?(_ text: some StringProtocol, source: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt64(parts[0]), number > 0, let hash = MerkleHash(hexadecimal: parts[1])
        else { return nil }
        self.number = number
        self.hash = hash
        self.source = source
    }

    /// The block of a receipt, which proves the entry with it.
    /// - Parameter trust: who has to have signed it, judged at its time; nil: anybody.
    /// - Throws: ``ReceiptError``: who believes a forged receipt would doubt an honest bank.
    package init(receipt file: [UInt8], trust: AuditTrust?, source: String) throws(ReceiptError) {
        let block = try Receipt(file: file).block
        do throws(BlockError) {
            if let trust { try trust.verify(block) } else { try block.verifySignature() }
        } catch {
            throw .block(error)
        }
        self.init(block.statement, source: source)
    }
}

extension KeptBlock: CustomStringConvertible {
    /// `NUMBER:HASH`, the hash in hexadecimal.
    package var description: String { "\(number):\(hash.hexadecimal)" }
}
