import CoreMetrics
import Synchronization

/// Metrics in memory, which are put out as Prometheus' text format 0.0.4 wants them.
///
/// Timers and recorders become histograms, in seconds and in units; counters and meters what they are. Labels and the
/// values of dimensions are the program's own, and few: nothing that a client says becomes one.
package final class PrometheusMetrics: MetricsFactory, Sendable {
    private struct Families {
        var counters: [Series: CountedSeries] = [:]
        var gauges: [Series: GaugedSeries] = [:]
        var histograms: [Series: HistogramSeries] = [:]
        /// What families mean, by their names.
        var meanings: [String: String] = [:]
    }

    /// A metric's name and its labels.
    fileprivate struct Series: Hashable {
        let name: String
        let labels: String

        init(_ label: String, _ dimensions: [(String, String)]) {
            name = Self.name(label)
            labels = dimensions.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        }

        /// A label as Prometheus allows names.
        static func name(_ label: String) -> String {
            String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        }

        private static func escaped(_ value: String) -> String {
            value.reduce(into: "") { text, character in
                switch character {
                case "\\": text += "\\\\"
                case "\"": text += "\\\""
                case "\n": text += "\\n"
                default: text.append(character)
                }
            }
        }

        func line(_ suffix: String = "", also label: String? = nil, value: String) -> String {
            let all = [labels, label ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
            return "\(name)\(suffix)\(all.isEmpty ? "" : "{\(all)}") \(value)\n"
        }
    }

    private let families = Mutex(Families())

    package init() {}

    /// Says what a metric means, whatever its dimensions.
    /// - Returns: its label, which is given.
    package func family(_ label: String, _ meaning: String) -> String {
        families.withLock { $0.meanings[Series.name(label)] = meaning }
        return label
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        families.withLock { $0.counters.found(Series(label, dimensions), CountedSeries()) }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        families.withLock { $0.gauges.found(Series(label, dimensions), GaugedSeries()) }
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        families.withLock {
            $0.histograms.found(Series(label, dimensions), HistogramSeries(bounds: HistogramSeries.counts, divisor: 1))
        }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        families.withLock {
            $0.histograms.found(Series(label, dimensions), HistogramSeries(bounds: HistogramSeries.times, divisor: 1e9))
        }
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// All metrics, sorted by their names.
    package func text() -> String {
        let families = families.withLock { $0 }
        var lines: [(name: String, type: String, labels: String, text: String)] = []
        for (series, value) in families.counters {
            lines.append((series.name, "counter", series.labels, series.line(value: "\(value.total)")))
        }
        for (series, value) in families.gauges {
            lines.append((series.name, "gauge", series.labels, series.line(value: "\(value.value)")))
        }
        for (series, value) in families.histograms {
            lines.append((series.name, "histogram", series.labels, value.text(of: series)))
        }
        lines.sort { ($0.name, $0.labels) < ($1.name, $1.labels) }
        var text = ""
        var previous = ""
        for line in lines {
            if line.name != previous {
                if let meaning = families.meanings[line.name] {
                    text += "# HELP \(line.name) \(Self.escaped(meaning))\n"
                }
                text += "# TYPE \(line.name) \(line.type)\n"
            }
            previous = line.name
            text += line.text
        }
        return text
    }

    /// A meaning on one line.
    private static func escaped(_ meaning: String) -> String {
        meaning.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
}

extension Dictionary {
    fileprivate mutating func found(_ key: Key, _ new: @autoclosure () -> Value) -> Value {
        if let value = self[key] { return value }
        let value = new()
        self[key] = value
        return value
    }
}

/// Something that only grows.
private final class CountedSeries: CounterHandler, Sendable {
    private let count = Atomic<Int64>(0)

    var total: Int64 { count.load(ordering: .relaxed) }

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
}

/// Something that has a value at each time.
private final class GaugedSeries: MeterHandler, Sendable {
    private let bits = Mutex<Double>(0)

    var value: Double { bits.withLock { $0 } }

    func set(_ value: Int64) { bits.withLock { $0 = Double(value) } }
    func set(_ value: Double) { bits.withLock { $0 = value } }
    func increment(by amount: Double) { bits.withLock { $0 += amount } }
    func decrement(by amount: Double) { bits.withLock { $0 -= amount } }
}

/// How often something was how large.
private final class HistogramSeries: RecorderHandler, TimerHandler, Sendable {
    private struct State {
        /// By bound, and one for all that is larger than each of them.
        var counts: [Int]
        var sum = 0.0
    }

    /// In nanoseconds.
    static let times: [Double] = [
        0.5e6, 1e6, 2e6, 4e6, 6e6, 8e6, 10e6, 15e6, 20e6, 30e6, 40e6, 60e6, 100e6, 250e6, 1e9, 5e9,
    ]
    static let counts: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]

    private let bounds: [Double]
    /// What makes Prometheus' unit of what is recorded.
    private let divisor: Double
    private let state: Mutex<State>

    init(bounds: [Double], divisor: Double) {
        self.bounds = bounds
        self.divisor = divisor
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    fileprivate func text(of series: PrometheusMetrics.Series) -> String {
        let state = state.withLock { $0 }
        var text = ""
        var total = 0
        for (index, count) in state.counts.enumerated() {
            total += count
            let bound = index < bounds.count ? "\(bounds[index] / divisor)" : "+Inf"
            text += series.line("_bucket", also: "le=\"\(bound)\"", value: "\(total)")
        }
        return text + series.line("_sum", value: "\(state.sum / divisor)") + series.line("_count", value: "\(total)")
    }
}
