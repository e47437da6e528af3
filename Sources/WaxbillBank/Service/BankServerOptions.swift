import NIOCore
import WaxbillHummingbird

/// How a bank is served.
public struct BankServerOptions: Sendable {
    /// Where to listen.
    public var host = "127.0.0.1"
    /// 0 lets the system pick a port.
    public var port = 8443
    public var roles = BankRoles()
    /// How many requests an identity may make a second; nil: as many as it likes.
    public var rate: Int?
    /// How many of them may come at once; nil: as many as in two seconds.
    public var burst: Int?
    /// Whether there are pages for browsers.
    public var hasPages = false
    /// How connections behave.
    public var https = HTTPSOptions()

    public init() {}
}
