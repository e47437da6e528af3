import Synchronization

/// What handlers noted, and who waits for it.
final class Notes: Sendable {
    private struct State {
        var all: [String] = []
        var takenCount = 0
        var waiting: [(note: String, CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var all: [String] { state.withLock { $0.all } }

    /// How many bytes of its response's body a handler got rid of.
    var takenCount: Int {
        get { state.withLock { $0.takenCount } }
        set { state.withLock { $0.takenCount = newValue } }
    }

    func add(_ note: String) {
        let waiting = state.withLock { state in
            state.all.append(note)
            let waiting = state.waiting.filter { $0.note == note }
            state.waiting.removeAll { $0.note == note }
            return waiting
        }
        for waiter in waiting { waiter.1.resume() }
    }

    /// Returns once `note` was added.
    func wait(for note: String) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard !state.all.contains(note) else { return true }
                state.waiting.append((note, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
