import Foundation
import Testing
import WaxbillX509

@testable import WaxbillBank

@Suite struct OutboxTests {
    private let yard = OutboxYard()

    private func request(
        _ units: Int64 = 2500, key: IdempotencyKey = .new(), server: String = "bank:8443", identity: String = "alice"
    ) throws -> PendingRequest {
        PendingRequest(key: key, server: server, identity: identity, command: try .testDeposit(units))
    }

    @Test func whatIsKeptIsThereUntilItIsRemoved() throws {
        let request = try request()
        let kept = try yard.outbox.keep(request)
        #expect(!kept.isInDoubt)
        #expect(yard.names == ["\(request.key).json"])
        #expect(try yard.permissions() == 0o700)
        #expect(try yard.permissions("\(request.key).json") == 0o600)
        let listed = try yard.outbox.requests()
        #expect(listed.map(\.request) == [request])
        #expect(listed.map(\.isBusy) == [true])
        kept.remove()
        #expect(yard.names.isEmpty)
    }

    @Test func anEmptyOutboxIsNotMade() throws {
        #expect(try yard.outbox.requests().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: yard.path))
    }

    @Test func whoeverIsSendingHasItAlone() throws {
        let request = try request()
        let kept = try yard.outbox.keep(request)
        #expect(throws: OutboxError.busy(request.key)) { try yard.outbox.take(request.key) }
        #expect(throws: OutboxError.busy(request.key)) { try yard.outbox.drop(request.key) }
        withExtendedLifetime(kept) {}
    }

    @Test func whatWasLeftBehindIsInDoubt() throws {
        let request = try request()
        _ = try yard.outbox.keep(request)
        #expect(try yard.outbox.requests().map(\.isBusy) == [false])
        let taken = try yard.outbox.take(request.key)
        #expect(taken.isInDoubt)
        #expect(taken.request == request)
    }

    /// Asked again under a new key, it could be done twice.
    @Test func theSameIsNotAskedUnderAnotherKey() throws {
        let request = try request()
        _ = try yard.outbox.keep(request)
        #expect(throws: OutboxError.waiting(request.key, summary: "deposit 25.00 EUR to alice")) {
            try yard.outbox.keep(try self.request())
        }
        #expect(yard.names == ["\(request.key).json"])
        // These are something else.
        _ = try yard.outbox.keep(try self.request(2501))
        _ = try yard.outbox.keep(try self.request(server: "other:8443"))
        _ = try yard.outbox.keep(try self.request(identity: "bob"))
        #expect(yard.names.count == 4)
    }

    /// Two payments that are alike, at the same time, are two payments.
    @Test func theSameIsAskedTwiceAtOnce() throws {
        let first = try yard.outbox.keep(try request())
        let second = try yard.outbox.keep(try request())
        #expect(yard.names.count == 2)
        first.remove()
        second.remove()
    }

    @Test func theSameKeyIsTheSameRequest() throws {
        let key = IdempotencyKey.new()
        _ = try yard.outbox.keep(try request(key: key))
        #expect(try yard.outbox.keep(try request(key: key)).isInDoubt)
        #expect(throws: OutboxError.otherRequest(key)) { try yard.outbox.keep(try request(1, key: key)) }
        #expect(yard.names == ["\(key).json"])
    }

    @Test func theOldestComesFirst() throws {
        var keys: [IdempotencyKey] = []
        for (index, seconds) in [3.0, 1, 2].enumerated() {
            let request = PendingRequest(
                key: .new(), server: "bank:8443", identity: nil, command: try .testDeposit(Int64(index + 1)),
                time: Date(timeIntervalSince1970: seconds))
            _ = try yard.outbox.keep(request)
            keys.append(request.key)
        }
        #expect(try yard.outbox.requests().map(\.request.key) == [keys[1], keys[2], keys[0]])
        #expect(try yard.outbox.requests().first?.request.madeAt == "1970-01-01T00:00:01.000Z")
    }

    @Test func whatIsDroppedIsGone() throws {
        let request = try request()
        _ = try yard.outbox.keep(request)
        #expect(try yard.outbox.drop(request.key) == request)
        #expect(yard.names.isEmpty)
        #expect {
            try yard.outbox.drop(request.key)
        } throws: { error in
            if case .file(let error)? = error as? OutboxError { error.isMissing } else { false }
        }
    }

    @Test(arguments: [
        "", "{}", "[]", "nothing", #"{"schema":2}"#,
        #"{"schema":1,"key":"KEY","server":"b:1","target":"/v1\r\nHost: x","content":"{}","summary":"","time":1}"#,
        #"{"schema":1,"key":"KEY","server":"b:1","target":"v1","content":"{}","summary":"","time":1}"#,
        #"{"schema":1,"key":"00000000000000000000000000000000","server":"b:1","target":"/v1","content":"{}","summary":"","time":1}"#,
    ])
    func whatWasNotWrittenHereIsRefused(text: String) throws {
        let key = IdempotencyKey.new()
        try yard.write(text.replacing("KEY", with: key.description), "\(key).json")
        let path = "\(yard.outbox.path)/\(key).json"
        #expect(throws: OutboxError.malformed(path: path)) { try yard.outbox.take(key) }
        #expect(throws: OutboxError.malformed(path: path)) { try yard.outbox.requests() }
        #expect(yard.names == ["\(key).json"])
    }

    @Test func otherFilesAreNoneOfItsBusiness() throws {
        try yard.write("mine", "notes.txt")
        try yard.write("mine", "x.json")
        try yard.write("half", ".new-1")
        #expect(try yard.outbox.requests().isEmpty)
        // Somebody may still be writing it.
        #expect(yard.names == [".new-1", "notes.txt", "x.json"])
    }

    @Test func aFolderThatOthersCanWriteToIsRefused() throws {
        try yard.write("", "x")
        try yard.setPermissions(0o777)
        #expect(throws: OutboxError.notOurs(path: yard.outbox.path)) { try yard.outbox.keep(try request()) }
    }
}
