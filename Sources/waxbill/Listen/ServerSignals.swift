import Foundation

/// The signals that a server obeys: SIGTERM and SIGINT end it cleanly, SIGHUP makes it read its files again. A SIGINT that comes
/// when it is ending already ends it at once: whoever sits before it does not want to wait for its clients.
///
/// None is lost once this exists: the signals' handler writes into a pipe, and a thread reads it. (Dispatch's signal
/// sources are installed by a thread of their own, some time after they are resumed. Until then a signal that is ignored,
/// as they want it, is lost.)
struct ServerSignals: Sendable {
    /// What a signal asks for.
    enum Wish: Sendable, Equatable {
        case end
        case reload

        fileprivate init(_ number: Int32) { self = number == SIGHUP ? .reload : .end }
    }

    /// The wishes as they come. To be read by one task.
    let wishes: AsyncStream<Wish>

    /// From here on the signals no longer kill the process, unless it has no descriptors left for a pipe.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Wish.self)
        wishes = stream
        // The handler must not be the first to ask for the pipe.
        let notes = Self.notes
        guard notes.read >= 0 else { return }
        for number in [SIGTERM, SIGINT, SIGHUP] { signal(number, Self.note) }
        Thread {
            var byte: UInt8 = 0
            var isEnding = false
            while true {
                let count = read(notes.read, &byte, 1)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                let number = Int32(byte)
                if isEnding, number == SIGINT { _exit(128 + number) }
                isEnding = isEnding || Wish(number) == .end
                continuation.yield(Wish(number))
            }
        }.start()
    }

    /// A pipe that stays open for as long as the handler may write into it: to the process' end.
    private static let notes: (read: Int32, write: Int32) = {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        return (ends[0], ends[1])
    }()

    /// The handler. It does what a handler may: no allocation, no lock.
    private static let note: @convention(c) (Int32) -> Void = { number in
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: number)
        // A pipe that is full has told enough.
        _ = write(notes.write, &byte, 1)
        errno = saved
    }
}
