import CoreMetrics
import Metrics
import WaxbillHummingbird
import WaxbillTLS

/// What is measured of a bank's connections.
final class ConnectionMetrics: HTTPSObserver {
    private let factory: PrometheusMetrics
    private let open: Meter
    private let opened, refused, complete, resumed: Counter

    init(factory: PrometheusMetrics) {
        self.factory = factory
        let connections = factory.family("waxbill_bank_connections", "Connections that are open.")
        open = Meter(label: connections, factory: factory)
        opened = Counter(
            label: factory.family("waxbill_bank_connections_total", "Connections that were taken."), factory: factory)
        refused = Counter(
            label: factory.family(
                "waxbill_bank_connections_refused_total",
                "Connections that were closed at once, since there were too many."),
            factory: factory)
        let handshakes = factory.family(
            "waxbill_bank_handshakes_total", "TLS handshakes that were completed, by whether they resumed a session.")
        complete = Counter(label: handshakes, dimensions: [("resumed", "false")], factory: factory)
        resumed = Counter(label: handshakes, dimensions: [("resumed", "true")], factory: factory)
        _ = factory.family(
            Self.failures,
            "Connections that ended before their TLS handshake was complete, by the alert and who sent it.")
    }

    func connectionOpened() {
        opened.increment()
        open.increment()
    }

    func connectionRefused() { refused.increment() }

    func connectionClosed() { open.decrement() }

    func handshakeCompleted(_ summary: ConnectionSummary) { (summary.resumed ? resumed : complete).increment() }

    func handshakeFailed(_ error: any Error) {
        let (sender, reason) = Self.reason(error)
        Counter(label: Self.failures, dimensions: [("alert", reason), ("sender", sender)], factory: factory).increment()
    }

    private static let failures = "waxbill_bank_handshake_failures_total"

    /// Who ended a handshake, and with what. What a client says becomes a label only where it is an alert that is registered.
    private static func reason(_ error: any Error) -> (sender: String, reason: String) {
        guard let error = error as? TLSError else { return ("none", "none") }
        if case .alertReceived(let alert) = error.fault { return ("client", name(alert)) }
        return ("server", error.alert.map(name) ?? "none")
    }

    private static func name(_ alert: AlertDescription) -> String {
        AlertDescription.registeredNames[alert.rawValue] ?? "unknown"
    }
}
