import Synchronization

/// What comes from another thread; the last counts.
final class Received<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    var value: Value? { stored.withLock(\.self) }

    func set(_ value: Value) { stored.withLock { $0 = value } }
}
