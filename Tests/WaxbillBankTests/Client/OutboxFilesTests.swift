import Foundation
import Synchronization
import Testing

@testable import WaxbillBank

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files in an outbox that it would not have written, and others that use it at the same time.
@Suite struct OutboxFilesTests {
    private static let isRoot = geteuid() == 0

    private let yard = OutboxYard()

    private func request(
        _ units: Int64 = 2500, account: String = "alice", high: UInt64 = 1, low: UInt64 = 1, time: Date = Date()
    ) throws -> PendingRequest {
        PendingRequest(
            key: IdempotencyKey(high: high, low: low), server: "bank:8443", identity: "alice",
            command: .deposit(account: try .test(account), try .test(units)), time: time)
    }

    private func path(_ key: IdempotencyKey) -> String { "\(yard.outbox.path)/\(key).json" }

    private func expectRefused(_ key: IdempotencyKey, _ error: OutboxError) {
        #expect(throws: error) { try yard.outbox.take(key) }
        #expect(throws: error) { try yard.outbox.requests() }
    }

    @Test(.enabled(if: isRoot, "giving a file away needs root")) func filesOfOthersAreRefused() throws {
        let request = try request()
        _ = try yard.outbox.keep(request)
        try #require(chown(path(request.key), 65_534, 65_534) == 0)
        expectRefused(request.key, .notOurs(path: path(request.key)))
    }

    @Test func whatIsNoFileIsRefused() throws {
        try yard.write("", "x")
        let (pipe, folder) = (try request(low: 1).key, try request(low: 2).key)
        try #require(mkfifo(path(pipe), 0o600) == 0)
        expectRefused(pipe, .notOurs(path: path(pipe)))
        unlink(path(pipe))
        try #require(mkdir(path(folder), 0o700) == 0)
        expectRefused(folder, .notOurs(path: path(folder)))
    }

    @Test(arguments: [0, 1]) func filesHaveAtMost64KiB(beyond: Int) throws {
        let request = try request()
        let text = String(decoding: request.encoded, as: UTF8.self)
        let spaces = String(repeating: " ", count: 65_536 - text.utf8.count + beyond)
        try yard.write(text + spaces, "\(request.key).json")
        if beyond == 0 {
            #expect(try yard.outbox.take(request.key).request == request)
        } else {
            expectRefused(request.key, .malformed(path: path(request.key)))
        }
    }

    @Test func whatHasAnotherTargetIsAnother() throws {
        _ = try yard.outbox.keep(try request(low: 1))
        _ = try yard.outbox.keep(try request(account: "bob", low: 2))
        #expect(yard.names.count == 2)
    }

    /// Keys are made so that they grow: they tell the order within a millisecond.
    @Test func keysTellTheOrderWhereTimesDoNot() throws {
        let time = Date(timeIntervalSince1970: 1)
        for (index, high) in [5, 3, 9, 1, 7, 2, 8, 4, 6].enumerated() {
            _ = try yard.outbox.keep(try request(Int64(index + 1), high: UInt64(high), time: time))
        }
        #expect(try yard.outbox.requests().map(\.request.key.high) == Array(1...9))
    }

    /// One has an answer and forgets the request, while another opens its file: that one is not to send it any more.
    @Test func whatHasItsAnswerIsNotTaken() async throws {
        let isOver = Mutex(false)
        let (outbox, request) = (Outbox(path: yard.outbox.path) { _ in 0 }, try request())
        async let taken = Task.detached {
            var taken = 0
            while !isOver.withLock({ $0 }) {
                if (try? outbox.take(request.key)) != nil { taken += 1 }
            }
            return taken
        }.value
        for _ in 0..<1_000 { try outbox.keep(request).remove() }
        isOver.withLock { $0 = true }
        #expect(await taken == 0)
    }
}
