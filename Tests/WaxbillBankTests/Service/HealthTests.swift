import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// `/health` and `/metrics` of a bank whose disk has no room, over real connections.
@Suite(.serialized) struct HealthTests {
    private static let payment = #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR"}"#

    /// Serves a bank whose ledger is on a small disk of its own.
    private func onSmallDisk(_ body: @Sendable (ServedBank, SmallDisk) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let disk = try SmallDisk(at: directory.path("disk"))
        defer { disk.unmount() }
        try await ServedBank.run(store: try SQLiteStore(folder: directory.path("disk/bank"))) { bank in
            try await bank.openAccounts()
            try await body(bank, disk)
        }
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting a small disk needs root"))
    func saysThatTheDiskIsFullAndThatItIsNot() async throws {
        try await onSmallDisk { bank, disk in
            try await bank.connected(as: "otto") { (otto: BankConnection) async throws in
                #expect(try await otto.get("/health").word("status") == "ok")
                try disk.fill()
                let key = ["Idempotency-Key": BankConnection.newKey()]
                // There may be room for some in the pages of the log.
                var paid = 0
                var refused: BankReply?
                while refused == nil, paid < 2_000 {
                    let fields = paid == 0 ? key : [:]
                    let reply = try await bank.connected(as: "alice") { alice in
                        try await alice.post("/v1/payments", Self.payment.replacing("2500", with: "1"), fields)
                    }
                    if reply.status == 200 { paid += 1 } else { refused = reply }
                }
                #expect(refused?.status == 503)
                #expect(refused?.code == "storage_failed")
                #expect(refused?.fields["retry-after"] != nil)
                let failing = try await otto.get("/health")
                #expect(failing.status == 503)
                #expect(failing.word("status") == "failing")
                #expect(failing.word("store") == "full")
                let metrics = try await otto.get("/metrics").text
                #expect(metrics.contains("waxbill_bank_healthy 0.0\n"))
                #expect(metrics.contains("waxbill_bank_store_errors_total{error=\"full\",operation=\"write\"} "))
                // What was refused has not moved, and reading goes on.
                #expect(try await otto.get("/v1/accounts/bob").number("balance") == paid)

                try disk.clear()
                // Only what is written shows that it can be.
                #expect(try await otto.get("/health").status == 503)
                let reply = try await bank.connected(as: "alice") { try await $0.post("/v1/payments", Self.payment) }
                #expect(reply.status == 200)
                #expect(try await otto.get("/health").word("store") == "ok")
                #expect(try await otto.get("/metrics").text.contains("waxbill_bank_healthy 1.0\n"))
                #expect(try await otto.get("/v1/accounts/bob").number("balance") == paid + 2_500)
            }
        }
    }
}

/// A file system of 4 MiB in memory.
struct SmallDisk: Sendable {
    static let isPossible = geteuid() == 0

    let folder: String

    init(at folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let mounted = try ChildProcess.run("/bin/mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder])
        try #require(mounted.status == 0, "\(mounted.error)")
    }

    func unmount() { _ = try? ChildProcess.run("/bin/umount", ["-l", folder]) }

    /// Leaves no room.
    func fill() throws {
        let file = FileManager.default.createFile(atPath: "\(folder)/ballast", contents: nil)
        let handle = try #require(file ? FileHandle(forWritingAtPath: "\(folder)/ballast") : nil)
        let page = Data(repeating: 1, count: 4_096)
        while (try? handle.write(contentsOf: page)) != nil {}
        try? handle.close()
    }

    /// Gives the room back.
    func clear() throws { try FileManager.default.removeItem(atPath: "\(folder)/ballast") }
}
