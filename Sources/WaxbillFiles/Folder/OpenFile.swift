import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A regular file of the served folder, open for reading. All its functions may block.
final class OpenFile: Sendable {
    let descriptor: Descriptor
    /// As it was requested.
    let path: ServedPath
    /// What the file was when it was opened.
    let stamp: FileStamp
    /// The stamp's, which costs a hash, once for all that an answer says of it.
    let entityTag: String

    init(_ descriptor: Descriptor, path: ServedPath, stamp: FileStamp) {
        self.descriptor = descriptor
        self.path = path
        self.stamp = stamp
        entityTag = stamp.entityTag
    }

    /// In bytes, when it was opened.
    var size: UInt64 { stamp.size }

    /// Reads from `offset` on: `count` bytes, or fewer where the file ends before.
    func read(at offset: UInt64, count: Int) throws(FilesError) -> ByteBuffer {
        var buffer = ByteBuffer()
        _ = try read(at: offset, count: count, into: &buffer)
        return buffer
    }

    /// Appends `count` bytes from `offset` on to `buffer`, or fewer where the file ends before.
    /// - Returns: how many.
    func read(at offset: UInt64, count: Int, into buffer: inout ByteBuffer) throws(FilesError) -> Int {
        do {
            return try descriptor.read(at: offset, count: count, into: &buffer)
        } catch {
            throw FilesError(error, path)
        }
    }

    /// Whether the file has changed since it was opened, as far as its size and times tell.
    func hasChanged() throws(FilesError) -> Bool {
        do {
            return FileStamp(try SystemCall.status(descriptor)) != stamp
        } catch {
            throw FilesError(error, path)
        }
    }
}

extension Descriptor {
    /// Appends `count` bytes of a file from `offset` on to `buffer`, or fewer where it ends before.
    func read(at offset: UInt64, count: Int, into buffer: inout ByteBuffer) throws(Errno) -> Int {
        var done = 0
        while done < count {
            guard let position = off_t(exactly: offset).flatMap({ add($0, done) }) else { return done }
            var failure: Errno?
            // What lies beyond the largest offset is no error, but nothing.
            let wanted = Int(clamping: min(off_t(count - done), off_t.max - position))
            let got = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { space in
                do throws(Errno) {
                    return try SystemCall.value { pread(number, space.baseAddress, min(wanted, space.count), position) }
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// Writes all of `buffer` at `offset`.
    func write(_ buffer: ByteBuffer, at offset: UInt64) throws(Errno) {
        var done = 0
        while done < buffer.readableBytes {
            guard let position = off_t(exactly: offset).flatMap({ add($0, done) }) else { throw Errno(EFBIG) }
            var failure: Errno?
            done += buffer.withUnsafeReadableBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
                do throws(Errno) {
                    return try SystemCall.value { pwrite(number, rest.baseAddress, rest.count, position) }
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
        }
    }

    private func add(_ offset: off_t, _ count: Int) -> off_t? {
        let (sum, overflow) = offset.addingReportingOverflow(off_t(count))
        return overflow ? nil : sum
    }
}
