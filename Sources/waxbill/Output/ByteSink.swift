import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where a peer's data go. Writing waits on a thread of its own, so that a slow reader holds up nobody else.
final class ByteSink: Sendable {
    private let descriptor: Int32?
    private let isOwned: Bool
    private let name: String

    private init(descriptor: Int32?, isOwned: Bool, name: String) {
        self.descriptor = descriptor
        self.isOwned = isOwned
        self.name = name
    }

    deinit { if isOwned, let descriptor { close(descriptor) } }

    static let standardOutput = ByteSink(descriptor: STDOUT_FILENO, isOwned: false, name: "standard output")
    static let nowhere = ByteSink(descriptor: nil, isOwned: false, name: "nowhere")

    /// Makes a new file.
    /// - Throws: ``CommandFailure`` where it exists already or cannot be made.
    static func newFile(_ path: String) throws -> ByteSink {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            guard errno == EEXIST else {
                throw CommandFailure(.ioError, "cannot create \(path): \(systemMessage(errno))")
            }
            throw CommandFailure(
                .cannotCreate, "\(path) exists already and is not overwritten; name another --output FILE")
        }
        return ByteSink(descriptor: descriptor, isOwned: true, name: path)
    }

    /// Removes the new file again where nothing was written to it.
    func removeIfEmpty() {
        guard isOwned, let descriptor else { return }
        if lseek(descriptor, 0, SEEK_END) == 0 { unlink(name) }
    }

    /// Writes all of it.
    /// - Throws: ``ConnectionFailure`` where that fails.
    func write(_ buffer: ByteBuffer) async throws {
        guard let descriptor, buffer.readableBytes > 0 else { return }
        let failure = try await NIOThreadPool.singleton.runIfActive { () -> Int32? in
            writeAll(Array(buffer.readableBytesView), to: descriptor)
        }
        if let failure { throw ConnectionFailure.output("\(name): \(systemMessage(failure))") }
    }
}
