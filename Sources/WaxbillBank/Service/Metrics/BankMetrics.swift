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

    init(factory: PrometheusMetrics = PrometheusMetrics()) {
        self.factory = factory
        let timers = BankRoute.allCases.map { route in
            (route, Self.timer(route.rawValue, factory))
        }
        durations = Dictionary(uniqueKeysWithValues: timers)
        otherDurations = Self.timer("none", factory)
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
