import Dispatch
import Foundation

/// SIGTERM and SIGINT, which end a server cleanly.
struct TerminationSignals: Sendable {
    private let stream: AsyncStream<Void>

    /// From here on the signals no longer kill the process.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        // Written here only; the closure below keeps them alive for as long as somebody may wait.
        nonisolated(unsafe) let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        continuation.onTermination = { _ in for source in sources { source.cancel() } }
    }

    /// Returns when a signal has come, or the task is cancelled.
    func wait() async {
        for await _ in stream { return }
    }
}
