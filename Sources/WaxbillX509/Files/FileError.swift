#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The system refused to read, write or make a file.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried, as a verb: "read", "create", "write".
    public let action: String
    /// The file's path, as the caller gave it.
    public let path: String
    /// The system's `errno`.
    public let code: Int32

    /// The failure of `action` on `path` with `errno` as `code`.
    public init(_ action: String, _ path: String, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    /// Whether the file is not there at all.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether something stands where a new file was to be made.
    public var alreadyExists: Bool { code == EEXIST }

    public var description: String {
        alreadyExists
            ? "\(path) exists already and is not overwritten"
            : "cannot \(action) \(path): \(String(cString: strerror(code)))"
    }
}
