import NIOCore
import Synchronization

/// An upload that is being continued. What was written stays where it is not completed. All functions may block.
final class ResumableUpload: Sendable {
    let key: UploadKey
    private let incoming: IncomingFile
    private let position: Mutex<UInt64>

    init(_ key: UploadKey, _ incoming: IncomingFile, at offset: UInt64) throws(FilesError) {
        let there = try incoming.size()
        guard offset == there, there <= key.size else {
            throw FilesError(.wrongOffset, "\(key.path.text): the upload continues at byte \(there)")
        }
        self.key = key
        self.incoming = incoming
        position = Mutex(there)
    }

    /// How many bytes there are.
    var offset: UInt64 { position.withLock { $0 } }

    /// Whether all bytes are there.
    var hasAll: Bool { offset == key.size }

    /// Writes the next bytes.
    /// - Throws: `bad_request` where they are more than was announced.
    func append(_ bytes: ByteBuffer) throws(FilesError) {
        try position.withLock { (position) throws(FilesError) in
            guard UInt64(bytes.readableBytes) <= key.size - position else {
                throw FilesError(.badRequest, "\(key.path.text): there are more bytes than were announced")
            }
            do throws(FilesError) {
                try incoming.write(bytes, at: position)
                position += UInt64(bytes.readableBytes)
            } catch {
                // What a full disk still took is there.
                position = (try? incoming.size()) ?? position
                throw error
            }
        }
    }

    /// Reads back what is there, to compute the root over it.
    func read(at offset: UInt64, count: Int) throws(FilesError) -> ByteBuffer {
        try incoming.read(at: offset, count: count)
    }

    /// Completes the upload.
    /// - Parameter root: what the root over all bytes was found to be; if it is not the one that was announced, the upload
    ///   is removed.
    /// - Throws: `content_mismatch`; `bad_request` where bytes are missing; what `IncomingFile.complete` throws.
    func complete(root: [UInt8], if condition: NameCondition = .none) throws(FilesError) -> IncomingFile.Completion {
        guard hasAll else { throw FilesError(.badRequest, "\(key.path.text): not all bytes are there") }
        guard root == key.root else {
            incoming.discard()
            throw FilesError(.contentMismatch, "\(key.path.text): the content is not the one that was announced")
        }
        return try incoming.complete(if: condition)
    }

    /// Removes what is there.
    func discard() { incoming.discard() }
}
