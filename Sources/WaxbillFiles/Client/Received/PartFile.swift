import Crypto
import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What there is of a file that is being received: `NAME.part` beside where it will be. One process at a time writes it.
final class PartFile: Sendable {
    /// The file's final name.
    let name: String
    let folder: ReceivedFolder
    private let partName: String
    private let descriptor: Descriptor

    /// Opens what there is, or makes it.
    /// - Throws: ``FilesClientError``; `system` with `EWOULDBLOCK` where another process receives the same file.
    init(_ name: String, in folder: ReceivedFolder) throws(FilesClientError) {
        self.name = name
        self.folder = folder
        partName = Self.partName(for: name)
        // Who renamed the file between our opening and locking it leaves us with the finished one.
        for _ in 0..<16 {
            let descriptor = try folder.open(partName, O_RDWR | O_CREAT)
            do throws(Errno) {
                _ = try SystemCall.value { flock(descriptor.number, LOCK_EX | LOCK_NB) }
            } catch {
                throw .system(action: "lock", path: folder.place(of: partName), code: error.number)
            }
            if folder.isFile(descriptor, called: partName) {
                self.descriptor = descriptor
                return
            }
        }
        throw .system(action: "lock", path: folder.place(of: partName), code: EWOULDBLOCK)
    }

    /// `NAME.part`; of a name that is too long for that, its beginning and its hash.
    static func partName(for name: String) -> String { name.shortened(to: NameRules.longest - 5) + ".part" }

    /// How many bytes there are.
    func size() throws(FilesClientError) -> UInt64 {
        try attempt("read") { () throws(Errno) in UInt64(clamping: try SystemCall.status(descriptor).st_size) }
    }

    /// Makes the file this long.
    func truncate(to size: UInt64) throws(FilesClientError) {
        try attempt("write") { () throws(Errno) in
            _ = try SystemCall.value { ftruncate(descriptor.number, off_t(clamping: size)) }
        }
    }

    /// Writes buffers behind one another.
    func write(_ parts: [ByteBuffer], at offset: UInt64) throws(FilesClientError) {
        var offset = offset
        for part in parts {
            try write(part, at: offset)
            offset += UInt64(part.readableBytes)
        }
    }

    /// Writes a buffer.
    func write(_ part: ByteBuffer, at offset: UInt64) throws(FilesClientError) {
        try attempt("write") { () throws(Errno) in
            let result: Result<Void, Errno> = part.withUnsafeReadableBytes { bytes in
                do throws(Errno) {
                    return .success(try SystemCall.writeAll(bytes, to: descriptor, at: offset))
                } catch {
                    return .failure(error)
                }
            }
            try result.get()
        }
    }

    /// Reads until `buffer` is full or the file ends.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(FilesClientError) -> Int {
        try attempt("read") { () throws(Errno) in try SystemCall.readAll(into: buffer, from: descriptor, at: offset) }
    }

    /// Gives the file, all of which is verified, its name.
    /// - Parameters:
    ///   - replacing: whether a file of that name may be replaced.
    ///   - syncs: whether it is on the disk first.
    func keep(replacing: Bool, syncs: Bool) throws(FilesClientError) {
        if syncs { try attempt("write") { () throws(Errno) in _ = try SystemCall.value { fsync(descriptor.number) } } }
        try folder.rename(partName, to: name, replacing: replacing)
        if syncs { try folder.synchronize() }
    }

    /// Removes what there is.
    func discard() { folder.remove(partName) }

    private func attempt<Value>(
        _ action: String, _ body: () throws(Errno) -> Value
    ) throws(FilesClientError) -> Value {
        do throws(Errno) {
            return try body()
        } catch {
            throw .system(action: action, path: folder.place(of: partName), code: error.number)
        }
    }
}

extension String {
    /// The text; one that has more bytes is cut, and told from others that begin alike by a hash.
    func shortened(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var beginning = self
        while beginning.utf8.count > limit - 17 { beginning.removeLast() }
        return beginning + "~" + Hexadecimal.text(SHA256.hash(data: Array(utf8)).prefix(8))
    }
}
