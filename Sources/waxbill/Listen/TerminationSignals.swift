import Foundation
import Synchronization

/// SIGTERM and SIGINT, which end a server cleanly.
///
/// The signals' handler writes into a pipe, and a thread reads it. (Dispatch's signal sources lose a signal now and then
/// on Linux: one in some hundred when the main thread, which Dispatch parks with every signal unblocked, catches it.)
struct TerminationSignals: Sendable {
    private let stream: AsyncStream<Void>

    /// From here on the signals no longer kill the process, unless it has no descriptors left for a pipe.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        guard let ends = Self.makePipe() else { return }
        Self.writeEnd.store(ends.write, ordering: .sequentiallyConsistent)
        let reader = Thread {
            var byte: UInt8 = 0
            while true {
                let count = read(ends.read, &byte, 1)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                continuation.yield()
            }
            close(ends.read)
        }
        reader.start()
        continuation.onTermination = { _ in
            _ = Self.writeEnd.compareExchange(
                expected: ends.write, desired: -1, ordering: .sequentiallyConsistent)
            close(ends.write)
        }
        for number in [SIGTERM, SIGINT] { signal(number, Self.note) }
    }

    /// Returns when a signal has come, or the task is cancelled.
    func wait() async {
        for await _ in stream { return }
    }

    /// Where the handler writes to; -1 where nobody waits.
    private static let writeEnd = Atomic<Int32>(-1)

    /// The handler. It does what a handler may: no allocation, no lock.
    private static let note: @convention(c) (Int32) -> Void = { _ in
        let saved = errno
        var byte: UInt8 = 0
        // A pipe that is full has told enough.
        _ = write(writeEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
        errno = saved
    }

    private static func makePipe() -> (read: Int32, write: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        return (ends[0], ends[1])
    }
}
