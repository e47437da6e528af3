import Histogram
import Synchronization

/// What all connections of a run saw.
final class LoadRecord: Sendable {
    private struct State {
        var times = Histogram<UInt64>(highestTrackableValue: 600_000_000, numberOfSignificantValueDigits: .three)
        var isMeasuring = false
    }

    private let state = Mutex(State())
    private let over = Atomic(false)

    /// Whether no further request is to be sent.
    var isOver: Bool { over.load(ordering: .relaxed) }

    func begin() { state.withLock { $0.isMeasuring = true } }

    func end() {
        state.withLock { $0.isMeasuring = false }
        over.store(true, ordering: .relaxed)
    }

    func add(nanoseconds: UInt64) {
        state.withLock { state in
            guard state.isMeasuring else { return }
            state.times.record(nanoseconds / 1000)
        }
    }

    var count: Int { state.withLock { Int($0.times.totalCount) } }

    /// In milliseconds.
    func percentile(_ percentile: Double) -> Double {
        state.withLock { Double($0.times.valueAtPercentile(percentile)) / 1000 }
    }

    /// In milliseconds.
    var longest: Double { state.withLock { Double($0.times.max) / 1000 } }
}
