import Foundation

@testable import WaxbillBank

/// An outbox of a test's own, removed with it.
final class OutboxYard: Sendable {
    let path: String
    let outbox: Outbox

    init() {
        path = NSTemporaryDirectory() + "/waxbill-outbox-\(UUID().uuidString)"
        outbox = Outbox(path: path + "/state/outbox")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The files in it.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: outbox.path)) ?? []).sorted()
    }

    func write(_ text: String, _ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: outbox.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(text.utf8).write(to: URL(fileURLWithPath: outbox.path + "/" + name))
    }

    func permissions(_ name: String = "") throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: outbox.path + "/" + name)[.posixPermissions] as? Int
    }

    func setPermissions(_ permissions: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: outbox.path)
    }
}

extension LedgerCommand {
    /// A deposit, as tests send it.
    static func testDeposit(_ units: Int64 = 2500) throws -> LedgerCommand {
        .deposit(account: try AccountName.test("alice"), try Money.test(units))
    }
}

extension AccountName {
    static func test(_ text: String) throws -> AccountName {
        guard let name = AccountName(text) else { throw NoValue() }
        return name
    }
}

extension Money {
    static func test(_ units: Int64, _ code: String = "EUR") throws -> Money {
        guard let amount = Amount(minorUnits: units), let currency = Currency(code) else { throw NoValue() }
        return Money(amount, currency)
    }
}

private struct NoValue: Error {}
