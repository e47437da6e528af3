import ArgumentParser
import WaxbillTLS
import WaxbillX509

/// Whom the client trusts, and as whom it shows itself.
struct ClientIdentityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Trust the authorities in this PEM file instead of the system's.", valueName: "file"))
    var ca: String?

    @Flag(help: "Accept any certificate. Anybody may be at the other end.")
    var insecure = false

    @Option(
        help: ArgumentHelp("The name to ask for and to find in the certificate; default: the host.", valueName: "name"))
    var serverName: String?

    @Option(help: ArgumentHelp("The client's certificate, its chain after it (PEM).", valueName: "file"))
    var cert: String?

    @Option(help: ArgumentHelp("The private key of --cert (PEM: PKCS#8, SEC 1 or PKCS#1).", valueName: "file"))
    var key: String?

    mutating func validate() throws {
        guard (cert == nil) == (key == nil) else {
            throw ValidationError("--cert and --key belong together: give both or neither.")
        }
        guard !insecure || ca == nil else { throw ValidationError("--insecure trusts everybody: leave --ca away.") }
        if let serverName, (try? ServerName(serverName)) == nil {
            throw ValidationError("\"\(escaped(serverName))\" is neither a DNS name nor an IP address.")
        }
    }

    /// The name that the server at `endpoint` has to prove.
    func serverName(for endpoint: Endpoint) throws -> ServerName {
        try ServerName(serverName ?? endpoint.host)
    }

    /// Who decides about the server's certificate.
    /// - Throws: `TrustRootsError` where the trusted authorities cannot be read.
    func verifier() throws -> any CertificateVerifier {
        guard !insecure else {
            StandardError.writeLine(
                "waxbill: WARNING: --insecure: the server's certificate is NOT verified; anybody may be at the other end"
            )
            return InsecureVerifier()
        }
        return ChainVerifier(roots: try ca.map { try TrustRoots(file: $0) } ?? TrustRoots.system())
    }

    /// Who chooses the client's certificate, if it has one.
    /// - Throws: `IdentityError` where it cannot be read.
    func identityProvider() throws -> (any IdentityProvider)? {
        guard let cert, let key else { return nil }
        return GivenIdentity(identity: try Identity(certificateFile: cert, keyFile: key))
    }
}

/// The one identity that the user named. It is shown whatever authorities the server names: a server's alert says more
/// than a certificate that was silently left away.
private struct GivenIdentity: IdentityProvider {
    let identity: Identity

    func identity(for request: IdentityRequest) -> Identity? {
        request.accepts(identity.signer) ? identity : nil
    }
}
