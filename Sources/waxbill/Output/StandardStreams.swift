import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Where data goes.
enum StandardOutput {
    /// The lock of the stream, and why writing failed first.
    private static let state = Mutex<Int32?>(nil)

    /// Why something could not be written, as on a full disk: the system's `errno`.
    static var failure: Int32? { state.withLock(\.self) }

    /// Writes the whole text in one piece. A reader that is gone is none of our business.
    static func write(_ text: String) { write(Array(text.utf8)) }

    static func writeLine(_ text: String) { write(text + "\n") }

    /// The same for bytes that are no text.
    static func write(_ bytes: [UInt8]) {
        state.withLock { failure in
            guard let code = writeAll(bytes, to: STDOUT_FILENO), code != EPIPE else { return }
            failure = failure ?? code
        }
    }
}

/// Where talk goes.
enum StandardError {
    private static let lock = Mutex(())

    /// Writes the whole text in one piece, so that the lines of several connections do not mix.
    static func write(_ text: String) { _ = lock.withLock { _ in writeAll(Array(text.utf8), to: STDERR_FILENO) } }

    static func writeLine(_ text: String) { write(text + "\n") }
}

/// Writes all bytes, without a buffer that somebody would have to flush.
/// - Returns: the system's `errno` where that fails.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
        var written = 0
        while written < buffer.count {
            let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                written += count
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }
}

/// The system's sentence for an error number.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
