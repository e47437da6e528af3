import NIOCore
import WaxbillHummingbird

/// How a bank is served.
package struct BankServerOptions: Sendable {
    /// Where to listen.
    package var host = "127.0.0.1"
    /// 0 lets the system pick a port.
    package var port = 8443
    package var roles = BankRoles()
    /// How many requests an identity may make a second; nil: as many as it likes.
    package var rate: Int?
    /// How many of them may come at once; nil: as many as in two seconds.
    package var burst: Int?
    /// What a payer pays to the bank with each payment, by currency.
    package var fees: [Currency: Amount] = [:]
    /// How much the ledger's writer takes on.
    package var writer = LedgerWriterSettings()
    /// Whether there are pages for browsers.
    package var hasPages = false
    /// How connections behave.
    package var https = HTTPSOptions()

    package init() {}
}
