import Foundation
import Synchronization
import Testing

/// All cases: two at a time, the matrix at the end.
@Suite(.matrix, .fewAtOnce) enum Interop {}

/// Prints the matrix once all cases of a suite are through.
struct MatrixTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        defer { InteropFiles.remove() }
        try await function()
        var versions: [Stack: String] = [:]
        for stack in Stack.allCases { versions[stack] = await stack.version() }
        print("\n\(Matrix.shared.table(versions: versions))\n")
    }
}

/// Lets few cases run at once: each has two or three processes, and machines that test have few cores.
struct FewAtOnceTrait: SuiteTrait, TestTrait, TestScoping {
    private static let slots = Slots(2)

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await Self.slots.take()
        defer { Self.slots.give() }
        try await function()
    }
}

extension Trait where Self == MatrixTrait {
    static var matrix: Self { MatrixTrait() }
}

extension Trait where Self == FewAtOnceTrait {
    static var fewAtOnce: Self { FewAtOnceTrait() }
}

extension Trait where Self == ConditionTrait {
    /// Skips, by name, what a missing peer would have to do; in CI it fails instead.
    static func needs(_ stack: Stack) -> Self {
        .enabled(
            if: stack.isPresent || Stack.allAreRequired, "\(stack) is not here; scripts/setup --peers installs it")
    }
}

/// A number of places, and a queue before them.
private final class Slots: Sendable {
    private struct State {
        var free: Int
        var queue: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.queue.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    func give() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.queue.isEmpty else {
                state.free += 1
                return nil
            }
            return state.queue.removeFirst()
        }
        next?.resume()
    }
}
