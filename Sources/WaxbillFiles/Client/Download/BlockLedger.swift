import Synchronization
import WaxbillProofs

/// What is known about the blocks of a file that is being received: the hash of what came, and the hash that it has to have.
/// Either may be known first.
final class BlockLedger: Sendable {
    /// How many wrong blocks are too many to go on receiving.
    private static let mostWrong = 16

    fileprivate struct State {
        /// As far as blocks have come: what a server announces takes no memory.
        var received: [MerkleHash?] = []
        var expected: [MerkleHash] = []
        var wrongCount = 0
    }

    let grid: BlockGrid
    private let state = Mutex(State())

    init(_ grid: BlockGrid) { self.grid = grid }

    /// A block came, whole.
    /// - Throws: `wrongBlock` where there are so many wrong ones that there is no use in going on.
    func receive(_ hash: MerkleHash, of block: Int) throws(FilesClientError) {
        let isHopeless = state.withLock { state in
            let wasWrong = state.isWrong(block)
            state.note(hash, block)
            state.wrongCount += (state.isWrong(block) ? 1 : 0) - (wasWrong ? 1 : 0)
            return state.wrongCount > Self.mostWrong
        }
        if isHopeless { throw refusal(of: block) }
    }

    /// A block was there: it counts as received if it is right.
    func acknowledge(_ hash: MerkleHash, of block: Int) {
        state.withLock { state in
            guard state.expected.indices.contains(block), state.expected[block] == hash else { return }
            state.note(hash, block)
        }
    }

    /// The next hashes that blocks have to have.
    /// - Throws: `wrongBlock` as ``receive(_:of:)`` does; `malformedManifest` where there are more hashes than blocks.
    func expect(_ leaves: some Sequence<MerkleHash>) throws(FilesClientError) {
        let (isHopeless, isTooMany) = state.withLock { state in
            for leaf in leaves {
                state.expected.append(leaf)
                if state.isWrong(state.expected.count - 1) { state.wrongCount += 1 }
            }
            return (state.wrongCount > Self.mostWrong, state.expected.count > grid.count)
        }
        if isTooMany { throw .contentRefused(.malformedManifest("it has more hashes than the file has blocks")) }
        if isHopeless { throw firstRefusal ?? refusal(of: 0) }
    }

    /// The blocks that have not come or are wrong; adjacent ones together.
    var missing: [Range<Int>] {
        state.withLock { state in
            var runs: [Range<Int>] = []
            for block in 0..<grid.count where !state.isGood(block) {
                if let last = runs.last, last.upperBound == block {
                    runs[runs.count - 1] = last.lowerBound..<block + 1
                } else {
                    runs.append(block..<block + 1)
                }
            }
            return runs
        }
    }

    /// The first block that came and is wrong.
    var firstRefusal: FilesClientError? {
        let block = state.withLock { state in state.received.indices.first { state.isWrong($0) } }
        return block.map(refusal(of:))
    }

    /// How many bytes of good blocks there are.
    var goodBytes: UInt64 {
        state.withLock { state in
            state.received.indices.reduce(0) { $0 + (state.isGood($1) ? UInt64(grid.length(of: $1)) : 0) }
        }
    }

    private func refusal(of block: Int) -> FilesClientError {
        let bytes = grid.bytes(of: block..<block + 1)
        return .contentRefused(
            .wrongBlock(block, firstByte: bytes.lowerBound, lastByte: max(bytes.upperBound, 1) - 1))
    }
}

extension BlockLedger.State {
    fileprivate func isWrong(_ block: Int) -> Bool {
        guard received.indices.contains(block), expected.indices.contains(block), let hash = received[block] else {
            return false
        }
        return hash != expected[block]
    }

    fileprivate func isGood(_ block: Int) -> Bool {
        expected.indices.contains(block) && received.indices.contains(block) && received[block] == expected[block]
    }

    fileprivate mutating func note(_ hash: MerkleHash, _ block: Int) {
        while received.count <= block { received.append(nil) }
        received[block] = hash
    }
}
