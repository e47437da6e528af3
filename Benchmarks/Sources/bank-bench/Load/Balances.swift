import Foundation
import NIOCore

/// Adds up what all accounts hold, page by page.
struct Balances: RequestSource {
    /// An account as the list shows it.
    private struct Account: Decodable {
        let account: String
        let balance: Int64
    }

    private struct Page: Decodable {
        let accounts: [Account]
        let next: String?
    }

    /// Of customers, in cents.
    private(set) var sum: Int64 = 0
    /// Of all with the system's own accounts: nothing comes from nowhere.
    private(set) var total: Int64 = 0
    private(set) var count = 0
    private(set) var isWhole = false
    private var next: String? = ""

    mutating func writeNext(into buffer: inout ByteBuffer) -> Bool {
        guard let next else { return false }
        RequestText.writeGet("/v1/accounts?limit=1000" + (next.isEmpty ? "" : "&after=\(next)"), into: &buffer)
        return true
    }

    mutating func take(_ body: ByteBufferView) {
        next = nil
        guard let page = try? JSONDecoder().decode(Page.self, from: Data(body)) else { return }
        for account in page.accounts {
            total += account.balance
            if !account.account.hasPrefix("@") { (sum, count) = (sum + account.balance, count + 1) }
        }
        next = page.next
        isWhole = next == nil
    }
}
