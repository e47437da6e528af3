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
    private let overloads: Counter
    private let waiting, healthy, entries, accounts, blocks, sealedEntries, lastBlockTime: Meter

    init(factory: PrometheusMetrics = PrometheusMetrics()) {
        self.factory = factory
        let seconds = factory.family("waxbill_bank_request_seconds", "How long answers took, by route.")
        func timer(_ route: String) -> Timer { Timer(label: seconds, dimensions: [("route", route)], factory: factory) }
        durations = Dictionary(uniqueKeysWithValues: BankRoute.allCases.map { ($0, timer($0.rawValue)) })
        otherDurations = timer("none")
        batches = Recorder(
            label: factory.family("waxbill_bank_batch_requests", "How many requests were committed together."),
            factory: factory)
        commits = Timer(
            label: factory.family("waxbill_bank_commit_seconds", "How long deciding and committing them took."),
            factory: factory)
        overloads = Counter(
            label: factory.family(
                "waxbill_bank_overloads_total", "Requests that were refused, since too many waited to be committed."),
            factory: factory)
        func gauge(_ name: String, _ meaning: String) -> Meter {
            Meter(label: factory.family("waxbill_bank_\(name)", meaning), factory: factory)
        }
        waiting = gauge("waiting_requests", "Requests that wait to be committed.")
        healthy = gauge("healthy", "1 while the ledger can be read and was written when it was last tried, else 0.")
        entries = gauge("entries", "The number of the journal's last entry.")
        accounts = gauge("accounts", "How many accounts there are, the bank's own included.")
        blocks = gauge("blocks", "The number of the last block that is sealed.")
        sealedEntries = gauge("sealed_entries", "The number of the last entry that is sealed in a block.")
        lastBlockTime = gauge("last_block_timestamp_seconds", "When the last block was sealed, in seconds since 1970.")
        _ = factory.family(Self.requests, "Requests that were answered, by route and status.")
        _ = factory.family(Self.refusals, "Requests that were refused, by the problem's code.")
        _ = factory.family(Self.storeErrors, "What the ledger's store failed at, by operation and kind of error.")
    }

    private static let requests = "waxbill_bank_requests_total"
    private static let refusals = "waxbill_bank_refusals_total"
    private static let storeErrors = "waxbill_bank_store_errors_total"

    /// Counts a request that has been answered.
    func count(route: BankRoute?, status: Int, code: ProblemCode?, nanoseconds: Int64) {
        counters.withLock { counters in
            let outcome = Outcome(route: route, status: status)
            let counter =
                counters.requests[outcome]
                ?? Counter(
                    label: Self.requests,
                    dimensions: [("route", route?.rawValue ?? "none"), ("status", "\(status)")], factory: factory)
            counters.requests[outcome] = counter
            counter.increment()
            guard let code else { return }
            let refused =
                counters.refusals[code]
                ?? Counter(
                    label: Self.refusals, dimensions: [("code", code.rawValue)], factory: factory)
            counters.refusals[code] = refused
            refused.increment()
        }
        (route.flatMap { durations[$0] } ?? otherDurations).recordNanoseconds(nanoseconds)
    }

    /// Counts what the store failed at.
    func failed(_ operation: StoreOperation, _ error: LedgerStoreError) {
        let dimensions = [("error", error.name), ("operation", operation.rawValue)]
        Counter(label: Self.storeErrors, dimensions: dimensions, factory: factory).increment()
    }

    /// All metrics, as Prometheus reads them, with what is known of the ledger now.
    func text(_ ledger: LedgerGauges) -> String {
        waiting.set(ledger.waiting)
        healthy.set(ledger.isHealthy ? 1 : 0)
        if let head = ledger.head {
            entries.set(head.number)
            accounts.set(head.accounts)
        }
        if let end = ledger.lastBlock, end.number > 0 {
            blocks.set(end.number)
            sealedEntries.set(end.entry)
            lastBlockTime.set(Double(end.time) / 1000)
        }
        return factory.text()
    }
}

/// What can fail with a store.
enum StoreOperation: String, Sendable {
    case read
    case write
    case seal
}

/// What is asked for each time that metrics are.
struct LedgerGauges: Sendable {
    /// How many requests wait for the writer.
    var waiting: Int
    var isHealthy: Bool
    /// Where the journal ends; nil where it cannot be read.
    var head: JournalHead?
    /// The last block, as far as this server knows.
    var lastBlock: BlockEnd?
}

extension LedgerStoreError {
    /// Which one it is, for programs.
    var name: String {
        switch self {
        case .full: "full"
        case .failed: "failed"
        case .unavailable: "unavailable"
        case .damaged, .unknownFormat: "damaged"
        }
    }
}

extension BankMetrics: LedgerWriterObserver {
    func committed(requests: Int, in duration: Duration, waiting count: Int) {
        batches.record(requests)
        commits.recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    func failed(requests: Int, _ error: LedgerStoreError) { failed(.write, error) }

    func overloaded() { overloads.increment() }
}
