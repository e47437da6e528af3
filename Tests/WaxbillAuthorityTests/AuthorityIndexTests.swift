import Foundation
import Synchronization
import Testing
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillAuthority

/// The index by itself.
@Suite struct AuthorityIndexTests {
    let directory: TemporaryDirectory
    private let draft = CertificateDraft(issuer: .root, kind: .client, name: "alice")

    init() throws { directory = try TemporaryDirectory() }

    private func index() throws -> AuthorityIndex { try AuthorityIndex(path: directory.path("index.sqlite")) }

    @Test func serialsNeverRepeat() throws {
        let index = try index()
        let taken = [UInt8](repeating: 7, count: 16)
        #expect(try index.reserve([draft], now: 0) { taken } == [taken])
        // A source that repeats itself three times is asked a fourth time.
        var count = 0
        let next = try index.reserve([draft], now: 0) {
            count += 1
            return count < 4 ? taken : [UInt8](repeating: 8, count: 16)
        }
        #expect(count == 4)
        #expect(next == [[UInt8](repeating: 8, count: 16)])
        #expect(try index.records().map(\.serial).count == 2)
    }

    @Test func serialsAreReservedOnTheDisk() throws {
        let serial = try index().reserve([draft], now: 5)[0]
        let record = try index().records()[0]
        #expect(record.serial == serial.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        #expect(record.status(at: 10) == .reserved)
        #expect(record.reservedAt == 5)
    }

    /// Every serial number of the reservation is completed once, by the certificate that has it.
    @Test func completesReservedSerialsOnly() throws {
        let index = try index()
        let stranger = TestPKI.issuedClient().chain[0]
        let serial = TestPKI.issuedClient().summary.serial
        #expect(throws: AuthorityIndexError.unknownSerial(serial)) { try index.complete([stranger]) }
        let adopted = try index.adopt(stranger, draft, now: 0)
        #expect(adopted.serial == serial)
        #expect(throws: AuthorityIndexError.unknownSerial(serial)) { try index.complete([stranger]) }
        #expect(try index.adopt(stranger, draft, now: 0).serial == serial)
        #expect(try index.records().count == 1)
    }

    @Test func holdsEndAndRevocationsDoNot() throws {
        let index = try index()
        let serial = try index.adopt(TestPKI.issuedClient().chain[0], draft, now: 0).serial
        #expect(throws: AuthorityIndexError.notOnHold(serial: serial)) {
            try index.revoke(serial: serial, reason: .removeFromCRL, now: 1)
        }
        #expect(try index.revoke(serial: serial, reason: .certificateHold, now: 1).revokedAt == 1)
        #expect(try index.revoke(serial: serial, reason: .removeFromCRL, now: 2).revokedAt == nil)
        #expect(try index.revoked(by: .root).isEmpty)
        #expect(try index.revoke(serial: serial, reason: .certificateHold, now: 3).revokedAt == 3)
        #expect(try index.revoke(serial: serial, reason: .keyCompromise, now: 4).revocationReason == .keyCompromise)
        #expect(throws: AuthorityIndexError.alreadyRevoked(serial: serial, at: "1970-01-01T00:00:03Z")) {
            try index.revoke(serial: serial, reason: .superseded, now: 5)
        }
        #expect(try index.revoked(by: .root).map(\.serial) == [serial])
        #expect(try index.revoked(by: .intermediate).isEmpty)
        #expect(throws: AuthorityIndexError.unknownSerial("00")) {
            try index.revoke(serial: "00", reason: .superseded, now: 5)
        }
    }

    @Test func listNumbersIncrease() throws {
        #expect(try (0..<3).map { _ in try index().nextListNumber(.root) } == [1, 2, 3])
        #expect(try index().nextListNumber(.intermediate) == 1)
    }

    @Test func severalConnectionsReserveAtOnce() async throws {
        let path = directory.path("index.sqlite")
        let draft = draft
        let all = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let index = try AuthorityIndex(path: path)
                    return try (0..<5).flatMap { _ in try index.reserve([draft], now: 0) }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(all).count == 20)
        #expect(try index().records().count == 20)
        try index().check()
    }

    /// The header, the schema, or the tables are overwritten.
    @Test(arguments: [0, 1, 100, 4096])
    func damagedIndex(_ start: Int) throws {
        let path = directory.path("index.sqlite")
        _ = try index().reserve(Array(repeating: draft, count: 100), now: 0)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes.replaceSubrange(start..., with: Data(repeating: 0xAA, count: bytes.count - start))
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: AuthorityIndexError.self) {
            let index = try index()
            try index.check()
            _ = try index.records()
        }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains(path) == true)
    }

    @Test func directoryInTheIndexsPlace() throws {
        try FileManager.default.createDirectory(
            atPath: directory.path("index.sqlite"), withIntermediateDirectories: false)
        #expect(throws: AuthorityIndexError.self) { try index() }
    }
}
