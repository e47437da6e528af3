import NIOCore
import WaxbillHTTPClient
import WaxbillTLS
import WaxbillX509

/// Which server a client of files talks to, and how.
public struct FilesClientConfiguration: Sendable {
    /// The port where there is none given.
    public static let defaultPort = 8443

    /// A DNS name or an IP address, IPv6 without brackets.
    public var host: String
    /// The TCP port.
    public var port: Int
    /// The name that the server's certificate, and that of whoever signed a manifest, has to have.
    public var serverName: ServerName
    /// Who decides about both.
    public var verifier: ChainVerifier
    /// As whom the client shows itself.
    public var identityProvider: (any IdentityProvider)?
    /// For how long connecting and the handshake may take, each.
    public var connectTimeout: TimeAmount = .seconds(10)
    /// For how long nothing may come while an answer is waited for.
    public var silenceTimeout: TimeAmount = .seconds(30)
    /// How often a wrong block is fetched again, and how often a connection that broke is made again without any progress.
    public var retries = 2
    /// Whether what is kept is on the disk before it gets its name.
    public var syncs = false
    /// Hears of the server's certificate after the first handshake.
    public var onFirstContact: (@Sendable (CertificateSummary) -> Void)?

    /// A configuration with the defaults.
    public init(host: String, port: Int = defaultPort, serverName: ServerName, verifier: ChainVerifier) {
        self.host = host
        self.port = port
        self.serverName = serverName
        self.verifier = verifier
    }

    /// What the connections are made with.
    var http: HTTPClientConfiguration {
        var http = HTTPClientConfiguration(
            host: host, port: port, serverName: serverName, verifier: verifier, identityProvider: identityProvider)
        http.connectTimeout = connectTimeout
        http.silenceTimeout = silenceTimeout
        http.onFirstContact = onFirstContact
        return http
    }
}
