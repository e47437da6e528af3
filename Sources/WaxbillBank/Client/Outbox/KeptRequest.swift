#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A request of the outbox that this process, and no other, is sending.
package final class KeptRequest: Sendable {
    /// The request.
    package let request: PendingRequest
    /// Whether it may have been sent before.
    let isInDoubt: Bool
    private let path: String
    /// The file, locked for as long as it is open.
    private let descriptor: Int32

    /// Takes over the descriptor.
    init(_ request: PendingRequest, isInDoubt: Bool, path: String, locked descriptor: Int32) {
        self.request = request
        self.isInDoubt = isInDoubt
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// There is an answer. Should the file come back after a loss of power, the same answer will be given again.
    package func remove() { unlink(path) }
}
