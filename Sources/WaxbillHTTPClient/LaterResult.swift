import Synchronization

/// A result that comes once, and that tasks wait for without an event loop being asked.
package final class LaterResult<Value: Sendable>: Sendable {
    private typealias Waiter = @Sendable (Result<Value, any Error>) -> Void

    private enum State {
        case open([Waiter])
        case closed(Result<Value, any Error>)
    }

    private let state = Mutex(State.open([]))

    /// A result that is to come.
    package init() {}

    /// The result is a value.
    package func succeed(_ value: Value) { complete(.success(value)) }

    /// The result is an error.
    package func fail(_ error: any Error) { complete(.failure(error)) }

    /// Waits for the result.
    package func get() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in whenComplete { continuation.resume(with: $0) } }
    }

    /// Has something done as soon as the result is there, or now.
    package func whenComplete(_ body: @escaping @Sendable (Result<Value, any Error>) -> Void) {
        let result: Result<Value, any Error>? = state.withLock { state in
            switch state {
            case .closed(let result): return result
            case .open(let waiters):
                state = .open(waiters + [body])
                return nil
            }
        }
        if let result { body(result) }
    }

    /// Only the first result counts.
    private func complete(_ result: Result<Value, any Error>) {
        let waiters: [Waiter] = state.withLock { state in
            guard case .open(let waiters) = state else { return [] }
            state = .closed(result)
            return waiters
        }
        for waiter in waiters { waiter(result) }
    }
}
