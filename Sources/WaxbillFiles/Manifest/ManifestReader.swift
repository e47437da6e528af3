import NIOCore
import TLSWire
import WaxbillProofs

/// Bounds on manifests of others.
struct ManifestLimits: Sendable, Hashable {
    /// The most blocks of a file: 4 TiB. A reader keeps 32 bytes for each that came.
    var blockCount: UInt64 = 1 << 22
    /// The most bytes after the leaves.
    var trailerSize = 1 << 18
}

/// Reads a manifest that comes in pieces.
///
/// The size at its beginning says how many leaves follow, which are there as soon as they came, unproven: they are worth something
/// once ``finish()`` and then ``FileManifest/verify(path:by:)`` returned.
struct ManifestReader: Sendable {
    /// The file's size in bytes, as soon as it came.
    private(set) var size: UInt64?
    /// The hashes of the blocks that came so far.
    private(set) var leaves: [MerkleHash] = []

    private let limits: ManifestLimits
    private var root = MerkleRootBuilder()
    private var leafCount: UInt64 = 0
    /// The beginning of the part that comes: header, leaf or what follows the leaves.
    private var pending: [UInt8] = []
    private var stage = Stage.header

    private enum Stage { case header, leaves, trailer, complete }

    init(limits: ManifestLimits = ManifestLimits()) { self.limits = limits }

    /// Whether the manifest has come to its end.
    var isComplete: Bool { stage == .complete }

    /// Takes the next bytes.
    /// - Throws: `notAManifest`, `unsupportedVersion`, `unsupportedBlockSize`, `tooLarge`, `tooLong`, `trailingBytes`. A reader that
    ///   threw is of no more use.
    mutating func receive(_ buffer: ByteBuffer) throws(ManifestError) {
        let result = buffer.withUnsafeReadableBytes { bytes in
            Result { () throws(ManifestError) in try self.receive(bytes) }
        }
        try result.get()
    }

    /// Takes the next bytes.
    /// - Throws: `notAManifest`, `unsupportedVersion`, `unsupportedBlockSize`, `tooLarge`, `tooLong`, `trailingBytes`. A reader that
    ///   threw is of no more use.
    mutating func receive(_ bytes: UnsafeRawBufferPointer) throws(ManifestError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            switch stage {
            case .header:
                guard fill(ManifestFormat.headerSize, from: &rest) else { return }
                try readHeader()
            case .leaves: readLeaves(&rest)
            case .trailer: try readTrailer(&rest)
            case .complete: throw .trailingBytes
            }
        }
    }

    /// Ends the manifest.
    /// - Throws: `truncated`, `malformed`, `wrongSize`, `wrongRoot`.
    func finish() throws(ManifestError) -> FileManifest {
        guard isComplete, let size else { throw .truncated }
        let signed: SignedStatement
        do throws(DecodingFailure) {
            signed = try ManifestFormat.readTrailer(pending)
        } catch {
            throw .malformed(error)
        }
        return try FileManifest(size: size, leaves: leaves, root: root.root, signed: signed)
    }

    private mutating func readHeader() throws(ManifestError) {
        let header = pending
        pending = []
        guard header.starts(with: ManifestFormat.magic) else { throw .notAManifest }
        guard header[4] == ManifestFormat.version else { throw .unsupportedVersion(header[4]) }
        let blockSize = header[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard blockSize == ManifestFormat.blockSize else { throw .unsupportedBlockSize(blockSize) }
        let size = header[9..<17].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        leafCount = ManifestFormat.blockCount(size: size)
        guard size <= UInt64(Int64.max), leafCount <= limits.blockCount else { throw .tooLarge(size: size) }
        self.size = size
        stage = leafCount == 0 ? .trailer : .leaves
    }

    private mutating func readLeaves(_ rest: inout Slice<UnsafeRawBufferPointer>) {
        if !pending.isEmpty || rest.count < MerkleHash.byteCount {
            guard fill(MerkleHash.byteCount, from: &rest) else { return }
            pending.withUnsafeBytes { append($0) }
            pending = []
        }
        while UInt64(leaves.count) < leafCount, rest.count >= MerkleHash.byteCount {
            append(UnsafeRawBufferPointer(rebasing: rest.prefix(MerkleHash.byteCount)))
            rest = rest.dropFirst(MerkleHash.byteCount)
        }
        if UInt64(leaves.count) == leafCount { stage = .trailer }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let leaf = MerkleHash(bytes: bytes) else { return }
        leaves.append(leaf)
        root.append(leaf)
    }

    private mutating func readTrailer(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(ManifestError) {
        // One byte more than accepted is enough to see that it is too long.
        pending.append(contentsOf: rest.prefix(limits.trailerSize + 1 - pending.count))
        rest = rest.dropFirst(rest.count)
        let size = ManifestFormat.trailerSize(pending)
        guard (size ?? pending.count) <= limits.trailerSize else { throw .tooLong }
        guard let size, pending.count >= size else { return }
        guard pending.count == size else { throw .trailingBytes }
        stage = .complete
    }

    /// Takes bytes until `pending` has `count`.
    /// - Returns: whether it has.
    private mutating func fill(_ count: Int, from rest: inout Slice<UnsafeRawBufferPointer>) -> Bool {
        let taken = rest.prefix(count - pending.count)
        pending.append(contentsOf: taken)
        rest = rest.dropFirst(taken.count)
        return pending.count == count
    }
}
