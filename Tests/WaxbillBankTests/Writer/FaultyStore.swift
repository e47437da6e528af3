import Foundation
import Synchronization

@testable import WaxbillBank

/// A store whose transactions go wrong as a test wants.
final class FaultyStore: LedgerStore {
    enum Fault: Sendable {
        /// Nothing is written.
        case before(LedgerStoreError)
        /// All is written, and yet there is an error.
        case after(LedgerStoreError)
    }

    private let store: any LedgerStore
    private let faults = Mutex<[Fault]>([])
    private let readingFault = Mutex<LedgerStoreError?>(nil)
    private let gate = NSCondition()
    // Under the gate's lock.
    nonisolated(unsafe) private var isClosed = false
    nonisolated(unsafe) private var waiting = 0

    init(_ store: any LedgerStore) { self.store = store }

    /// The next transactions go wrong like this, one after the other.
    func fail(_ next: [Fault]) { faults.withLock { $0 = next } }

    /// From now on all readers get this error; nil: none.
    func failReading(_ error: LedgerStoreError?) { readingFault.withLock { $0 = error } }

    /// Whether a transaction waits for ``open()``.
    var isWaitedFor: Bool { gate.withLock { waiting > 0 } }

    /// No transaction begins before ``open()``.
    func block() { gate.withLock { isClosed = true } }

    func open() {
        gate.withLock {
            isClosed = false
            gate.broadcast()
        }
    }

    func write<Result: Sendable>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result
    ) throws(LedgerStoreError) -> Result {
        gate.withLock {
            waiting += 1
            while isClosed { gate.wait() }
            waiting -= 1
        }
        let fault = faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if case .before(let error) = fault { throw error }
        let result = try store.write(body)
        if case .after(let error) = fault { throw error }
        return result
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Result
    ) async throws(LedgerStoreError) -> Result {
        if let error = readingFault.withLock({ $0 }) { throw error }
        return try await store.read(body)
    }

    func close() { store.close() }
}
