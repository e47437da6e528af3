#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension FilesError {
    /// A system call's failure, at a path as it was requested.
    init(_ failure: Errno, _ path: ServedPath) { self.init(failure, at: path.text) }

    /// A system call's failure, at a place that a client may read of.
    init(_ failure: Errno, at place: String) {
        let (code, reason) = Self.meaning(of: failure.number)
        self.init(code, "\(place): \(reason)")
    }

    private static func meaning(of number: CInt) -> (Code, String) {
        switch number {
        case ENOENT: (.notFound, "there is no such file or folder")
        case ENOTDIR: (.notAFolder, "a file is where a folder has to be")
        case EISDIR: (.isAFolder, "it is a folder")
        case EEXIST: (.preconditionFailed, "it is there already")
        case ENOTEMPTY: (.notEmpty, "the folder is not empty")
        case ELOOP: (.linkLeavesFolder, "the symbolic links have no end")
        case EACCES, EPERM: (.forbidden, "the server itself has no permission")
        case EROFS: (.forbidden, "the server can only read here")
        case ENAMETOOLONG: (.badPath, "a name is too long for the file system")
        case EILSEQ, EINVAL: (.badPath, "the file system does not take the name")
        case ENXIO, ENODEV, EOPNOTSUPP: (.specialFile, "it is neither a regular file nor a folder")
        case ENOSPC, EDQUOT: (.diskFull, "there is no space left")
        case EFBIG, EOVERFLOW: (.tooLarge, "the file system does not take files of this size")
        case EMFILE, ENFILE, ENOMEM, ENOBUFS: (.busy, "the server has too many files open")
        case EAGAIN, EBUSY, ETXTBSY: (.busy, "it is in use")
        default: (.ioError, "the file system failed (error \(number))")
        }
    }
}
