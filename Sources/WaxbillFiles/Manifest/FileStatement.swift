import TLSWire
import WaxbillProofs

/// What a server states about a file: FileStatement of docs/FILES.md.
struct FileStatement: Sendable, Hashable {
    /// UTF-8, as requested, beginning with a slash. It is compared byte by byte.
    let pathBytes: [UInt8]
    /// In bytes.
    let size: UInt64
    /// When the content changed last.
    let modified: FileTime
    /// The root over the hashes of the blocks.
    let root: MerkleHash

    /// - Parameter path: begins with a slash, at most 65,535 bytes.
    init(path: String, size: UInt64, modified: FileTime, root: MerkleHash) {
        pathBytes = Array(path.utf8)
        self.size = size
        self.modified = modified
        self.root = root
    }

    /// As requested, beginning with a slash.
    var path: String { String(decoding: pathBytes, as: UTF8.self) }

    /// The bytes that are signed.
    var encoded: [UInt8] {
        var writer = WireWriter(reservingCapacity: 64 + pathBytes.count)
        writer.writeVector(pathBytes, length: .uint16)
        writer.write(size)
        writer.write(UInt64(bitPattern: modified.seconds))
        writer.write(modified.nanoseconds)
        writer.write(UInt32(ManifestFormat.blockSize))
        writer.write(root.bytes)
        return writer.bytes
    }

    /// - Throws: `malformed`.
    init(decoding bytes: [UInt8]) throws(ManifestError) {
        var reader = WireReader(bytes.span.bytes, "FileStatement")
        do throws(DecodingFailure) {
            pathBytes = try reader.vector("path", length: .uint16, in: 1...65_535)
            guard pathBytes.first == UInt8(ascii: "/"), String(validating: pathBytes, as: UTF8.self) != nil else {
                throw reader.failure(.invalidValue, "path")
            }
            size = try reader.uint64("size")
            let seconds = Int64(bitPattern: try reader.uint64("modified_seconds"))
            let nanoseconds = try reader.uint32("modified_nanoseconds")
            guard nanoseconds < 1_000_000_000 else { throw reader.failure(.invalidValue, "modified_nanoseconds") }
            modified = FileTime(seconds: seconds, nanoseconds: nanoseconds)
            let blockSize = try reader.uint32("block_size")
            guard blockSize == ManifestFormat.blockSize else { throw reader.failure(.invalidValue, "block_size") }
            guard let root = MerkleHash(bytes: try reader.bytes("root", count: MerkleHash.byteCount)) else {
                throw reader.failure(.truncated, "root")
            }
            self.root = root
            try reader.finish()
        } catch {
            throw .malformed(error)
        }
    }
}
