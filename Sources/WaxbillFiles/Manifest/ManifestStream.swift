import NIOCore
import WaxbillProofs

/// An encoded manifest in pieces, each as soon as it is known.
///
/// If the file turns out to have changed, it ends with an error in the place of the signature.
struct ManifestStream: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = ManifestError

    private let cache: ManifestCache
    private let file: Descriptor
    private let stamp: FileStamp
    private let path: String

    init(_ cache: ManifestCache, _ file: Descriptor, _ stamp: FileStamp, path: String) {
        self.cache = cache
        self.file = file
        self.stamp = stamp
        self.path = path
    }

    func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    struct Iterator: AsyncIteratorProtocol {
        /// How many leaves a piece holds at most: 64 KiB.
        private static let leavesPerPiece = 2048

        fileprivate let stream: ManifestStream
        private var source: ManifestCache.Source?
        private var count = 0
        private var isAtEnd = false

        fileprivate init(stream: ManifestStream) { self.stream = stream }

        /// The next piece.
        /// - Throws: `fileChanged`, `unreadable`, `cancelled`, `tooLarge`, `statement`.
        mutating func next() async throws(ManifestError) -> ByteBuffer? {
            guard !isAtEnd else { return nil }
            var piece = ByteBuffer()
            guard let source else {
                let source = try await stream.cache.source(of: stream.file, stream.stamp)
                self.source = source
                ManifestFormat.writeHeader(size: stream.stamp.size, to: &piece)
                // Nothing is waited for before the header is out.
                if case .known(let content) = source { try await write(content.leaves[...], content, to: &piece) }
                return piece
            }
            switch source {
            case .known(let content): try await write(content.leaves[count...], content, to: &piece)
            case .underway(let follower):
                let leaves = try await follower.leaves(after: count)
                if leaves.isEmpty {
                    try await write([], try await follower.content(), to: &piece)
                } else {
                    write(leaves, to: &piece)
                }
            }
            return piece
        }

        private mutating func write(
            _ rest: ArraySlice<MerkleHash>, _ content: HashedContent, to piece: inout ByteBuffer
        ) async throws(ManifestError) {
            write(rest, to: &piece)
            guard count == content.leaves.count else { return }
            let manifest = try await stream.cache.manifest(of: content, stream.stamp, path: stream.path)
            ManifestFormat.writeTrailer(manifest.signed, to: &piece)
            isAtEnd = true
        }

        private mutating func write(_ rest: ArraySlice<MerkleHash>, to piece: inout ByteBuffer) {
            let leaves = rest.prefix(Self.leavesPerPiece)
            ManifestFormat.writeLeaves(leaves, to: &piece)
            count += leaves.count
        }
    }
}
