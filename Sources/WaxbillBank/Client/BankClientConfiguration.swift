import NIOCore
import WaxbillHTTPClient
import WaxbillTLS

/// Which bank a client talks to, as whom, and how long it insists.
package struct BankClientConfiguration: Sendable {
    /// The port where there is none given.
    package static let defaultPort = 8443

    let http: HTTPClientConfiguration
    /// The name in the client's certificate. A key counts for one identity, so that what waits in the outbox is sent by that one only.
    package var identity: String?
    /// Where requests are kept until there is an answer; nil: they are lost with the process.
    package var outbox: Outbox?
    /// How often a request is sent again, after the first time.
    package var retries = 5
    /// How long the first pause before that is; each further one is twice as long, up to ``longestPause``.
    package var firstPause = Duration.milliseconds(200)
    /// The longest pause, also where the server asks for more.
    package var longestPause = Duration.seconds(10)
    /// Hears why a request is sent again, before the pause.
    package var onRetry: (@Sendable (BankClientError, Duration) -> Void)?

    /// A configuration with the defaults.
    /// - Parameters:
    ///   - host: a DNS name or an IP address, IPv6 without brackets.
    ///   - serverName: the name that the server's certificate has to have.
    ///   - verifier: decides about it.
    ///   - identityProvider: as whom the client shows itself.
    ///   - timeout: for how long connecting, the handshake, and a silent server may each take.
    package init(
        host: String, port: Int = defaultPort, serverName: ServerName, verifier: any CertificateVerifier,
        identityProvider: (any IdentityProvider)? = nil, timeout: TimeAmount = .seconds(30)
    ) {
        var http = HTTPClientConfiguration(
            host: host, port: port, serverName: serverName, verifier: verifier, identityProvider: identityProvider)
        http.connectTimeout = timeout
        http.silenceTimeout = timeout
        self.http = http
    }

    /// The server, as the outbox names it: host and port.
    package var server: String {
        http.host.contains(":") ? "[\(http.host)]:\(http.port)" : "\(http.host):\(http.port)"
    }

    /// The pause before a request is sent for the `attempt`th time again, from 0.
    func pause(_ attempt: Int, asked: Int?) -> Duration {
        let doubled = firstPause * (1 << min(attempt, 16))
        return min(max(doubled, .seconds(asked ?? 0)), longestPause)
    }
}
