#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads the names in a folder, as the file system gives them.
///
/// It is used by one thread at a time, which is what its owners see to.
final class FolderReader: @unchecked Sendable {
    #if canImport(Darwin)
    private typealias Stream = UnsafeMutablePointer<DIR>
    #else
    private typealias Stream = OpaquePointer
    #endif

    private let stream: Stream

    /// Starts at the folder's beginning.
    init(_ folder: Descriptor) throws(Errno) {
        let number = try SystemCall.value { openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(number) else {
            let failure = Errno(errno)
            close(number)
            throw failure
        }
        self.stream = stream
    }

    deinit { closedir(stream) }

    /// The next name that can be asked for, in no order; nil at the end. Names that nobody can ask for are left out.
    func next() throws(Errno) -> String? {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw Errno(errno) }
                return nil
            }
            // Terminated by NUL, within its 256 bytes; on the file system it may be no UTF-8.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name, NameRules.objection(to: name) == nil { return name }
        }
    }
}
