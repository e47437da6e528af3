import WaxbillProofs
import WaxbillX509

/// Checks the blocks of a journal, in their order, and then the entries against them.
struct BlockAudit: Sendable {
    /// Who has to have signed; nil: it is found out only whether signatures fit the certificates that come with them.
    private let trust: AuditTrust?
    /// Blocks that have to be there, by number.
    private let kept: [KeptBlock]
    /// Blocks whose entries have not come, in their order.
    private var pending: ArraySlice<BlockStatement> = []
    /// The last block that came.
    private(set) var last: BlockStatement?
    /// The subjects of the certificates that signed, the first ones.
    private(set) var signers: [String] = []
    private var root = MerkleRootBuilder()
    /// How many blocks were found to have their entries.
    private(set) var count: UInt64 = 0

    init(trust: AuditTrust?, kept: [KeptBlock] = []) {
        self.trust = trust
        self.kept = kept.sorted { $0.number < $1.number }
    }

    private static let mostSigners = 16

    /// The number of the last block that came.
    var lastNumber: UInt64 { last?.number ?? 0 }
    /// The last entry that a block is known for.
    var lastEntry: UInt64 { last?.entries.upperBound ?? 0 }

    /// Takes the next block.
    mutating func take(_ block: SealedBlock) throws(LedgerFault) {
        let number = lastNumber + 1
        guard block.number == number else { throw LedgerFault(.block(number), "it is missing") }
        let statement = try verified(block)
        guard statement.entries.lowerBound == lastEntry + 1 else {
            throw LedgerFault(.block(number), "it does not begin behind the entries of the block before")
        }
        guard statement.before == last?.link ?? BlockStatement.firstLink else {
            throw LedgerFault(.block(number), "it does not name the block before as it is")
        }
        guard statement.time >= last?.time ?? .min else {
            throw LedgerFault(.block(number), "its time is before that of the block before")
        }
        for other in kept where other.number == number && other.hash != statement.link {
            throw LedgerFault(.block(number), "it is not the block that \(other.source) has")
        }
        last = statement
        pending.append(statement)
    }

    /// Takes a block in the midst of the journal, whose entries come next, as the first.
    mutating func begin(with block: SealedBlock) throws(LedgerFault) {
        let statement = try verified(block)
        last = statement
        pending = [statement]
    }

    /// What was signed about a block, if that is about this one.
    private mutating func verified(_ block: SealedBlock) throws(LedgerFault) -> BlockStatement {
        let signed: SignedBlock
        do throws(BlockError) {
            signed = try SignedBlock(block)
            if let trust { try trust.verify(signed) } else { try signed.verifySignature() }
        } catch {
            throw LedgerFault(.block(block.number), error.description)
        }
        guard signed.statement.number == block.number, signed.statement.entries == block.entries else {
            throw LedgerFault(.block(block.number), "what was signed is about another block")
        }
        if signed.statement.certificates != last?.certificates { note(signed) }
        return signed.statement
    }

    private mutating func note(_ block: SignedBlock) {
        let name = block.claimedSigner?.subject ?? ""
        if signers.count < Self.mostSigners, !signers.contains(name) { signers.append(name) }
    }

    /// Takes the next entry.
    /// - Parameter chain: the chain's hash after it.
    mutating func take(_ leaf: MerkleHash, _ chain: MerkleHash, _ entry: JournalEntry) throws(LedgerFault) {
        guard let block = pending.first, block.entries.contains(entry.number) else { return }
        root.append(leaf)
        guard entry.number == block.entries.upperBound else { return }
        guard root.root == block.root else {
            throw LedgerFault(
                .block(block.number),
                "the entries \(block.entries.lowerBound) to \(block.entries.upperBound) are not those that were signed")
        }
        guard chain == block.chain else {
            throw LedgerFault(
                .block(block.number), "the chain's hash after entry \(entry.number) is not what was signed")
        }
        guard block.time >= entry.time else {
            throw LedgerFault(.block(block.number), "it was sealed before its entry \(entry.number)")
        }
        root = MerkleRootBuilder()
        pending.removeFirst()
        count += 1
    }

    /// Ends the journal.
    func finish(lastEntry: UInt64) throws(LedgerFault) {
        if let block = pending.first {
            throw LedgerFault(
                .entry(max(lastEntry + 1, block.entries.lowerBound)),
                "it is missing: block \(block.number) was signed with it")
        }
        // Whoever puts an older copy in the ledger's place takes blocks away that somebody has seen.
        if let lost = kept.first(where: { $0.number > lastNumber }) {
            throw LedgerFault(.block(lost.number), "it is missing: \(lost.source) has it")
        }
    }
}
