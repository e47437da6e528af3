import NIOCore
import WaxbillTLS
import WaxbillX509

/// Which HTTPS server a client talks to, and how.
package struct HTTPClientConfiguration: Sendable {
    /// A DNS name or an IP address, IPv6 without brackets.
    package var host: String
    /// The TCP port.
    package var port: Int
    /// The name that the server's certificate has to have.
    package var serverName: ServerName
    /// What the connections are made with: TLS 1.3 alone, and `http/1.1`.
    package var tls: ClientConfiguration
    /// For how long connecting and the handshake may take, each.
    package var connectTimeout: TimeAmount = .seconds(10)
    /// For how long nothing may come while an answer is waited for.
    package var silenceTimeout: TimeAmount = .seconds(30)
    /// Hears of the server's certificate after the first handshake.
    package var onFirstContact: (@Sendable (CertificateSummary) -> Void)?

    /// A configuration with the defaults.
    /// - Parameters:
    ///   - verifier: decides about the server's certificate.
    ///   - identityProvider: as whom the client shows itself.
    package init(
        host: String, port: Int, serverName: ServerName, verifier: any CertificateVerifier,
        identityProvider: (any IdentityProvider)? = nil
    ) {
        self.host = host
        self.port = port
        self.serverName = serverName
        tls = ClientConfiguration(certificateVerifier: verifier)
        tls.identityProvider = identityProvider
        tls.applicationProtocols = [.http11]
        tls.versions = .tls13 ... .tls13
    }

    /// For the field Host (RFC 9110, Section 7.2).
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == 443 ? name : "\(name):\(port)"
    }
}
