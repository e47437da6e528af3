import NIOCore
import WaxbillHummingbird

/// How a folder is served.
public struct FilesServerOptions: Sendable {
    /// Where to listen.
    public var host = "127.0.0.1"
    /// 0 lets the system pick a port.
    public var port = 8443
    /// Who may do what.
    public var rights = RightsRules.standard
    /// The most bytes of an uploaded file.
    public var maximumUpload = Int.max
    /// How connections behave.
    public var https = HTTPSOptions()

    public init() {}
}
