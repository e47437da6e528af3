import Crypto

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A time as file systems keep it.
struct FileTime: Hashable, Sendable, Comparable {
    /// Seconds since 1970.
    let seconds: Int64
    let nanoseconds: UInt32

    static func < (left: FileTime, right: FileTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

/// What tells a file from another one and from itself with other content, without reading it.
struct FileStamp: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    /// In bytes.
    let size: UInt64
    /// When the content changed last; programs can set it.
    let modified: FileTime
    /// When anything about the file changed last, which no program can set.
    let changed: FileTime

    init(device: UInt64, inode: UInt64, size: UInt64, modified: FileTime, changed: FileTime) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    init(_ status: stat) {
        #if canImport(Darwin)
        let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino),
            size: UInt64(clamping: status.st_size), modified: FileTime(modified), changed: FileTime(changed))
    }

    /// A strong entity tag, quoted (RFC 9110, Section 8.8.3). It is a hash, which tells nobody the inode.
    var entityTag: String {
        var hash = SHA256()
        let numbers = [
            device, inode, size, UInt64(bitPattern: modified.seconds), UInt64(modified.nanoseconds),
            UInt64(bitPattern: changed.seconds), UInt64(changed.nanoseconds),
        ]
        numbers.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return "\"" + Hexadecimal.text(hash.finalize().prefix(16)) + "\""
    }
}

extension FileTime {
    fileprivate init(_ time: timespec) {
        self.init(seconds: Int64(time.tv_sec), nanoseconds: UInt32(clamping: time.tv_nsec))
    }
}

/// Bytes as hexadecimal digits.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two lowercase digits a byte.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
