import Foundation
import NIOCore
import NIOPosix

/// Standard input, read on a thread of its own. Reading stops when the task is cancelled.
final class StandardInput: Sendable {
    private static let blockSize = 65_536

    private let descriptor: Int32
    /// A byte in this pipe wakes the waiting reader.
    private let wake: (read: Int32, write: Int32)

    /// - Throws: ``CommandFailure`` where the system has no more descriptors.
    init(descriptor: Int32 = STDIN_FILENO) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw CommandFailure(.ioError, "cannot make a pipe: \(systemMessage(errno))") }
        self.descriptor = descriptor
        wake = (ends[0], ends[1])
    }

    deinit {
        close(wake.read)
        close(wake.write)
    }

    /// Whether a person types there.
    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// The next bytes, or nil at the end, on an error, and when the task is cancelled.
    func next() async throws -> ByteBuffer? {
        try await withTaskCancellationHandler {
            try await NIOThreadPool.singleton.runIfActive { self.waitAndRead() }
        } onCancel: {
            _ = writeAll([0], to: wake.write)
        }
    }

    private func waitAndRead() -> ByteBuffer? {
        var polled = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&polled, 2, -1) < 0 {
            guard errno == EINTR else { return nil }
        }
        guard polled[1].revents == 0 else { return nil }
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        while true {
            let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            return count > 0 ? ByteBuffer(bytes: block[..<count]) : nil
        }
    }
}
