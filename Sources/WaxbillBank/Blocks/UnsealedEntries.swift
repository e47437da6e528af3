import WaxbillProofs

/// The entries behind the last block, cut into the blocks that they become. Of the entries themselves nothing is kept.
struct UnsealedEntries: Sendable {
    /// What the statement of a block says about its entries.
    struct Block: Sendable {
        let entries: ClosedRange<UInt64>
        let root: MerkleHash
        let chain: MerkleHash
    }

    private(set) var blocks: [Block] = []
    /// The time of the journal's last entry.
    let time: Int64
    /// Whether no entry is left behind these blocks.
    private(set) var isAll = false

    /// How many blocks are sealed in one transaction.
    static let mostBlocks = 16

    /// - Throws: `damaged` where an entry does not follow from the one before: a bank signs nothing that does not.
    init(behind end: BlockEnd, in snapshot: any LedgerSnapshot) throws(LedgerStoreError) {
        let head = try snapshot.head()
        time = head.time
        var last = end.entry
        var chain = end.chain
        while last < head.number, blocks.count < Self.mostBlocks {
            var root = MerkleRootBuilder()
            let entries = try snapshot.entries(after: last, limit: BlockStatement.mostEntries)
            guard !entries.isEmpty else { throw .damaged("entry \(last + 1): it is missing") }
            let first = last + 1
            for entry in entries {
                last += 1
                let leaf = MerkleHash(leaf: entry.bytes)
                chain = MerkleHash(left: chain, right: leaf)
                guard entry.number == last else { throw .damaged("entry \(last): it is missing") }
                guard entry.chain == chain else {
                    throw .damaged("entry \(last): its chain hash does not follow from the entry and those before")
                }
                root.append(leaf)
            }
            blocks.append(Block(entries: first...last, root: root.root, chain: chain))
        }
        isAll = last >= head.number
    }
}

/// Where the blocks end.
struct BlockEnd: Sendable {
    /// The number of the last block; 0 where there is none.
    let number: UInt64
    /// The number of the last entry that is sealed.
    let entry: UInt64
    let chain: MerkleHash
    /// What the next block says about the last one.
    let link: MerkleHash
    /// When the last block was sealed.
    let time: Int64

    /// - Throws: `damaged`.
    init(_ block: SealedBlock?) throws(LedgerStoreError) {
        guard let block else {
            self.init(
                number: 0, entry: 0, chain: JournalHead.empty.chain, link: BlockStatement.firstLink, time: 0)
            return
        }
        do throws(BlockError) {
            self.init(try SignedBlock(block).statement)
        } catch {
            throw .damaged("block \(block.number): \(error)")
        }
        guard number == block.number, entry == block.entries.upperBound else {
            throw .damaged("block \(block.number): its statement is about another one")
        }
    }

    init(_ statement: BlockStatement) {
        self.init(
            number: statement.number, entry: statement.entries.upperBound, chain: statement.chain, link: statement.link,
            time: statement.time)
    }

    private init(number: UInt64, entry: UInt64, chain: MerkleHash, link: MerkleHash, time: Int64) {
        self.number = number
        self.entry = entry
        self.chain = chain
        self.link = link
        self.time = time
    }
}
