#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What of a file changes when its content does: which file it is, its size and its times.
struct FileStamp: Sendable, Hashable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    /// Seconds and nanoseconds of the last change to the content, and to the file's own data.
    private let times: [Int]

    /// Nil where no file is at `path`, or it cannot be looked at.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
        let (content, data) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (content, data) = (status.st_mtim, status.st_ctim)
        #endif
        times = [Int(content.tv_sec), Int(content.tv_nsec), Int(data.tv_sec), Int(data.tv_nsec)]
    }
}
