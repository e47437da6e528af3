import HummingbirdCore
import WaxbillTLS

extension HTTPServerBuilder {
    /// HTTP/1.1 and HTTP/2 over Waxbill's TLS, whichever ALPN selects (RFC 7301); HTTP/1.1 for clients without ALPN.
    ///
    /// ```swift
    /// let identity = try Identity(certificateFile: "cert.pem", keyFile: "key.pem")
    /// let app = Application(router: router, server: .waxbill(TLSServerConfiguration(identity: identity)))
    /// try await app.runService()
    /// ```
    /// Handlers ask ``TLSPeer/current`` who the client is.
    /// - Parameters:
    ///   - configuration: the connections' TLS. Its application protocols are set to `h2` and `http/1.1` where there are none.
    ///   - options: time limits and sizes.
    public static func waxbill(
        _ configuration: TLSServerConfiguration, options: HTTPSOptions = HTTPSOptions()
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            HTTPSChannel(configuration: configuration, options: options, responder: responder)
        }
    }
}
