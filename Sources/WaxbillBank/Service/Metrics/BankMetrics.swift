import CoreMetrics
import Metrics
import Synchronization

/// What is measured of a bank's service.
final class BankMetrics: Sendable {
    private struct Outcome: Hashable {
        let route: BankRoute?
        let status: Int
    }

    private struct Counters {
        var requests: [Outcome: Counter] = [:]
        var refusals: [ProblemCode: Counter] = [:]
    }

    let factory: PrometheusMetrics
    private let counters = Mutex(Counters())
    private let durations: [BankRoute: Timer]
    private let otherDurations: Timer
    private let batches: Recorder
    private let commits: Timer
    private let waiting: Meter
    private let failures: Counter
    private let overloads: Counter

    init(factory: PrometheusMetrics = PrometheusMetrics()) {
        self.factory = factory
        let timers = BankRoute.allCases.map { route in
            (route, Self.timer(route.rawValue, factory))
        }
        durations = Dictionary(uniqueKeysWithValues: timers)
        otherDurations = Self.timer("none", factory)
        batches = Recorder(label: "waxbill_bank_batch_requests", factory: factory)
        commits = Timer(label: "waxbill_bank_commit_seconds", factory: factory)
        waiting = Meter(label: "waxbill_bank_waiting_requests", factory: factory)
        failures = Counter(label: "waxbill_bank_commit_failures_total", factory: factory)
        overloads = Counter(label: "waxbill_bank_overloads_total", factory: factory)
    }

    /// Counts a request that has been answered.
    func count(route: BankRoute?, status: Int, code: ProblemCode?, nanoseconds: Int64) {
        counters.withLock { counters in
            let outcome = Outcome(route: route, status: status)
            let counter =
                counters.requests[outcome]
                ?? Counter(
                    label: "waxbill_bank_requests_total",
                    dimensions: [("route", route?.rawValue ?? "none"), ("status", "\(status)")], factory: factory)
            counters.requests[outcome] = counter
            counter.increment()
            guard let code else { return }
            let refused =
                counters.refusals[code]
                ?? Counter(
                    label: "waxbill_bank_refusals_total", dimensions: [("code", code.rawValue)], factory: factory)
            counters.refusals[code] = refused
            refused.increment()
        }
        (route.flatMap { durations[$0] } ?? otherDurations).recordNanoseconds(nanoseconds)
    }

    /// All metrics, as Prometheus reads them.
    var text: String { factory.text() }

    private static func timer(_ route: String, _ factory: PrometheusMetrics) -> Timer {
        Timer(label: "waxbill_bank_request_seconds", dimensions: [("route", route)], factory: factory)
    }
}

extension BankMetrics: LedgerWriterObserver {
    func committed(requests: Int, in duration: Duration, waiting count: Int) {
        batches.record(requests)
        commits.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        waiting.set(count)
    }

    func failed(requests: Int, _ error: LedgerStoreError) { failures.increment() }

    func overloaded() { overloads.increment() }
}
