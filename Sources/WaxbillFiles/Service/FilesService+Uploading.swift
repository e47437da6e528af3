import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import WaxbillProofs

extension FilesService {
    /// `HEAD ?upload=ROOT`: how much is there.
    func uploadStatus(_ target: RequestTarget, _ root: MerkleHash, _ exchange: Exchange) async throws -> Answer {
        let uploads = uploads
        let offset = try await pool.runIfActive {
            try uploads.offset(of: root.bytes, for: target.path, by: exchange.identity)
        }
        return Answer(.noContent, [.uploadOffset: String(offset), .cacheControl: "no-store"])
    }

    /// `PUT ?upload=ROOT`: what comes is kept, also where it is not all.
    func upload(
        _ path: ServedPath, _ root: MerkleHash, _ exchange: Exchange, _ content: RequestContent
    ) async throws -> Answer {
        guard let range = exchange.fields[.contentRange].flatMap(ContentRange.init) else {
            throw FilesError(.badRequest, "\"?upload\" needs \"Content-Range: bytes FIRST-LAST/SIZE\"")
        }
        if let size = content.promisedSize, size != range.end - range.first {
            throw FilesError(.badRequest, "The content has \(size) bytes, and its range \(range.end - range.first)")
        }
        try await admit(range.size, path, exchange)
        let uploads = uploads
        let key = UploadKey(identity: exchange.identity, path: path, root: root.bytes, size: UInt64(range.size))
        let upload = try await pool.runIfActive { try uploads.resume(key, at: UInt64(range.first)) }
        let hashes = UploadHashes(from: range.first)
        try await receive(content, range, into: upload, hashes, exchange)
        guard upload.hasAll else {
            return Answer(.noContent, [.uploadOffset: String(upload.offset), .cacheControl: "no-store"])
        }
        let condition = condition(exchange)
        let (completion, leaves) = try await pool.runIfActive {
            let leaves = try hashes.leaves(of: upload)
            let found = HashedContent(leaves: leaves)
            return (try upload.complete(root: found.root.bytes, if: condition), leaves)
        }
        return try await written(completion, path, leaves, exchange)
    }

    private func receive(
        _ content: RequestContent, _ range: ContentRange, into upload: ResumableUpload, _ hashes: UploadHashes,
        _ exchange: Exchange
    ) async throws {
        var sink = sink(exchange) { bytes in
            hashes.update(bytes)
            try upload.append(bytes)
        }
        do {
            while let bytes = try await content.next() {
                guard content.receivedSize <= range.end - range.first else {
                    throw FilesError(.badRequest, "More content came than Content-Range has")
                }
                try await sink.take(bytes)
            }
        } catch {
            // The client will ask how much came.
            try await sink.finish()
            throw error
        }
        try await sink.finish()
        guard content.receivedSize == range.end - range.first else {
            throw FilesError(.badRequest, "Less content came than Content-Range has")
        }
    }
}

/// The hashes of an upload's blocks: of those that are whole in this request as they come, of those before from the disk.
final class UploadHashes: @unchecked Sendable {
    // Only one job of the pool writes at a time.
    private var hasher = BlockHasher()
    private var leaves: [MerkleHash] = []
    /// How many bytes belong to a block that began in an earlier request.
    private var skipped: Int
    /// Where the first block begins that is whole here.
    private let begin: Int

    /// - Parameter offset: how much was there before.
    init(from offset: Int) {
        let size = ManifestFormat.blockSize
        begin = (offset / size + (offset % size == 0 ? 0 : 1)) * size
        skipped = begin - offset
    }

    /// Takes what comes.
    func update(_ bytes: ByteBuffer) {
        var bytes = bytes
        let count = min(skipped, bytes.readableBytes)
        bytes.moveReaderIndex(forwardBy: count)
        skipped -= count
        if bytes.readableBytes > 0 { leaves += hasher.update(bytes) }
    }

    /// The hashes of all blocks of an upload that is complete.
    func leaves(of upload: ResumableUpload) throws(FilesError) -> [MerkleHash] {
        var earlier = BlockHasher()
        var all: [MerkleHash] = []
        let end = min(UInt64(begin), upload.key.size)
        var position: UInt64 = 0
        while position < end {
            let bytes = try upload.read(at: position, count: Int(min(end - position, 256 << 10)))
            guard bytes.readableBytes > 0 else { break }
            position += UInt64(bytes.readableBytes)
            all += earlier.update(bytes)
        }
        if let last = earlier.finish() { all.append(last) }
        all += leaves
        if let last = hasher.finish() { all.append(last) }
        return all
    }
}
