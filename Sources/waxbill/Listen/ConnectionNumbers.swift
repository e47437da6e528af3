import Synchronization

/// Counts the clients, so that the lines of several can be told apart.
final class ConnectionNumbers: Sendable {
    private let last = Atomic(0)

    func next() -> Int { last.wrappingAdd(1, ordering: .relaxed).newValue }
}
