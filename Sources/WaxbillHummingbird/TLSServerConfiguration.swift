import WaxbillTLS
import WaxbillX509

/// Waxbill's server configuration, under a name that Hummingbird does not have as well.
public typealias TLSServerConfiguration = WaxbillTLS.ServerConfiguration

extension TLSServerConfiguration {
    /// A configuration with one certificate, and with clients' certificates where there are authorities for them.
    /// - Parameters:
    ///   - clientAuthorities: who issues the certificates that clients have to show; nil: none is asked for. Set
    ///     ``clientAuthentication`` to `requested` to let clients without one in.
    public init(identity: Identity, clientAuthorities: TrustRoots? = nil) {
        self.init(identityProvider: StaticIdentities([identity]))
        guard let clientAuthorities else { return }
        clientAuthentication = .required
        certificateVerifier = ChainVerifier(roots: clientAuthorities)
    }
}
