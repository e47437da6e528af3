#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Folders that the user named.
enum LocalFolders {
    /// Makes a folder and those above it, where they are not there.
    static func make(_ path: String) throws(FilesClientError) {
        var place = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            place += part
            if mkdir(place, 0o777) != 0, errno != EEXIST {
                let code = errno
                // What may not be made is there, perhaps (EROFS, EISDIR, EACCES).
                var status = stat()
                guard stat(place, &status) == 0 else { throw .local(FilesError(Errno(code), at: place)) }
            }
            place += "/"
        }
    }
}
