import Foundation

/// A request, and who waits for its answer.
struct WaitingRequest: Sendable {
    let request: LedgerRequest
    let continuation: CheckedContinuation<Result<LedgerAnswer, LedgerWriterError>, Never>
}

/// The requests that wait for the writer, of which there are not more than it allows.
final class WaitingRequests: Sendable {
    private let settings: LedgerWriterSettings
    private let condition = NSCondition()
    // Under the condition's lock.
    nonisolated(unsafe) private var requests: [WaitingRequest] = []
    nonisolated(unsafe) private var takesNoMore = false
    /// How many have to wait for the writer to be woken; nil: it is not asleep.
    nonisolated(unsafe) private var awaited: Int?
    /// How many requests there were with the last batch, those that came meanwhile included.
    nonisolated(unsafe) private var lastCount = 0

    init(_ settings: LedgerWriterSettings) { self.settings = settings }

    /// How many wait.
    var count: Int { condition.withLock { requests.count } }

    /// Whether no more is taken.
    var isClosed: Bool { condition.withLock { takesNoMore } }

    /// Puts a request behind those that wait.
    /// - Returns: why not, where it is not taken.
    func add(_ request: WaitingRequest) -> LedgerWriterError? {
        condition.withLock {
            guard !takesNoMore else { return .shutDown }
            guard requests.count < settings.mostWaiting else { return .overloaded }
            requests.append(request)
            if let awaited, requests.count >= awaited { condition.signal() }
            return nil
        }
    }

    /// Takes no more.
    func close() {
        condition.withLock {
            takesNoMore = true
            condition.signal()
        }
    }

    /// Waits for the next batch.
    /// - Returns: at least one request; nil once it is closed and all are taken.
    func next() -> [WaitingRequest]? {
        condition.withLock {
            while requests.isEmpty {
                guard !takesNoMore else { return nil }
                sleep(until: 1)
            }
            gather()
            let batch = Array(requests.prefix(settings.mostPerBatch))
            requests.removeFirst(batch.count)
            lastCount = batch.count + requests.count
            return batch
        }
    }

    /// Waits a little for as many as there were last time.
    private func gather() {
        let expected = min(lastCount, settings.mostPerBatch)
        guard expected > requests.count, settings.gathering > .zero else { return }
        let deadline = Date(timeIntervalSinceNow: settings.gathering / .seconds(1))
        while !takesNoMore, expected > requests.count, sleep(until: expected, before: deadline) {}
    }

    /// - Returns: false where the time is over.
    @discardableResult private func sleep(until count: Int, before deadline: Date? = nil) -> Bool {
        awaited = count
        defer { awaited = nil }
        guard let deadline else {
            condition.wait()
            return true
        }
        return condition.wait(until: deadline)
    }
}
