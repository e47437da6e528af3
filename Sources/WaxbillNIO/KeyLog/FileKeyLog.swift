import NIOCore
import WaxbillTLS

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A key log in a file (RFC 9850): lines are appended, so that several processes can share it. Only its owner can read it.
public final class FileKeyLog: KeyLog {
    private let descriptor: CInt

    /// Opens `path` for appending and makes it, with mode 0600, where it does not exist.
    /// - Throws: `IOError` where that cannot be done.
    public init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "open(\"\(path)\") for the key log") }
    }

    deinit { close(descriptor) }

    /// Appends one line, with one call of the system, so that lines of several writers do not mix.
    public func log(_ entry: KeyLogEntry) {
        let line = Array("\(entry)\n".utf8)
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = write(descriptor, rest.base.baseAddress.map { $0 + rest.startIndex }, rest.count)
                // A key log is an aid: what cannot be written is lost, and the connection goes on.
                guard count > 0 || errno == EINTR else { return }
                rest = rest.dropFirst(max(0, count))
            }
        }
    }
}
