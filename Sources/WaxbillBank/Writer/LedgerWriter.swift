import Foundation

/// The one who writes to a ledger: what waits is collected, decided and committed together, and answered then.
package protocol LedgerWriting: Sendable {
    /// Decides a request. The answer is on the disk when it comes.
    /// - Throws: ``LedgerWriterError``; nothing has moved, but where the error says that it is not known.
    func submit(_ request: LedgerRequest) async throws(LedgerWriterError) -> LedgerAnswer

    /// How many requests wait for the next batch.
    var waitingCount: Int { get }
}

/// Why a request got no answer.
package enum LedgerWriterError: Error, Sendable, Hashable {
    /// Too many wait.
    case overloaded
    /// The store failed.
    case store(LedgerStoreError)
    /// No more is taken.
    case shutDown
}

/// Writes to a store from a thread of its own: while one batch is on its way to the disk, the next one gathers.
package final class LedgerWriter: LedgerWriting {
    private let store: any LedgerStore
    private let rules: LedgerRules
    private let settings: LedgerWriterSettings
    private let clock: @Sendable () -> Int64
    private let observer: (any LedgerWriterObserver)?
    private let waiting: WaitingRequests
    private let state = LedgerWriterState()

    /// Starts the writer. It runs until ``shutDown()``.
    /// - Parameter clock: milliseconds since 1970.
    package init(
        _ store: any LedgerStore, rules: LedgerRules = LedgerRules(),
        settings: LedgerWriterSettings = LedgerWriterSettings(),
        clock: @escaping @Sendable () -> Int64 = { millisecondsSince1970() },
        observer: (any LedgerWriterObserver)? = nil
    ) {
        self.store = store
        self.rules = rules
        self.settings = settings
        self.clock = clock
        self.observer = observer
        waiting = WaitingRequests(settings)
        let thread = Thread { [self] in run() }
        thread.name = "ledger-writer"
        thread.start()
    }

    /// What has failed last, while nothing has worked since; nil while all is well.
    package var failure: LedgerWriterFailure? { state.failure }

    package var waitingCount: Int { waiting.count }

    /// Whether no more requests are taken.
    package var isShutDown: Bool { waiting.isClosed }

    package func submit(_ request: LedgerRequest) async throws(LedgerWriterError) -> LedgerAnswer {
        let result: Result<LedgerAnswer, LedgerWriterError> = await withCheckedContinuation { continuation in
            guard let refusal = waiting.add(WaitingRequest(request: request, continuation: continuation)) else {
                return
            }
            if refusal == .overloaded { observer?.overloaded() }
            continuation.resume(returning: .failure(refusal))
        }
        return try result.get()
    }

    /// Takes no more requests, and returns once those that were taken are answered.
    package func shutDown() async {
        waiting.close()
        await state.ended()
    }
}

extension LedgerWriter {
    private func run() {
        while let batch = waiting.next() { answer(batch) }
        state.end()
    }

    private func answer(_ batch: [WaitingRequest]) {
        let begin = ContinuousClock.now
        let requests = batch.map(\.request)
        do throws(LedgerStoreError) {
            let answers = try store.decide(requests, rules: rules, clock: clock)
            // Whoever is answered finds that the ledger works again.
            state.succeeded()
            for (waiting, answer) in zip(batch, answers) { waiting.continuation.resume(returning: .success(answer)) }
            observer?.committed(requests: batch.count, in: .now - begin, waiting: waiting.count)
        } catch {
            state.failed(error, at: clock())
            for waiting in batch { waiting.continuation.resume(returning: .failure(.store(error))) }
            observer?.failed(requests: batch.count, error)
        }
    }
}
