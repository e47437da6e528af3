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

    /// A name in the folder.
    struct Name {
        /// The name, as far as it is UTF-8.
        let text: String
        /// Why nobody can ask for it, if nobody can.
        let objection: String?
    }

    /// The next name, in no order; nil at the end. `.`, `..` and the folder of the state are left out.
    func next() throws(Errno) -> Name? {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw Errno(errno) }
                return nil
            }
            // Terminated by NUL, within its 256 bytes; on the file system it may be no UTF-8.
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                return Name(text: String(decoding: bytes, as: UTF8.self), objection: "A name is UTF-8")
            }
            guard let objection = NameRules.objection(to: text) else { return Name(text: text, objection: nil) }
            if text == "." || text == ".." || NameRules.isReserved(text) { continue }
            return Name(text: text, objection: objection)
        }
    }
}
