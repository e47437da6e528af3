import NIOCore
import WaxbillNIO

/// How HTTPS connections behave, beside what their TLS configuration says.
public struct HTTPSOptions: Sendable {
    /// After how long without a byte a connection, or an HTTP/2 connection without streams, is closed; nil: never.
    public var idleTimeout: TimeAmount? = .seconds(60)
    /// How the TLS handler behaves.
    public var tls = TLSHandlerOptions()

    public init() {}
}
