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
        help: ArgumentHelp(
            "Refuse a server without this key in its chain: the SHA-256 of a SubjectPublicKeyInfo in base64 or hexadecimal. "
                + "Repeatable: one of them is enough.",
            valueName: "sha256"),
        transform: PublicKeyPin.parse)
    var pin: [PublicKeyPin] = []

    @Option(
        help: ArgumentHelp(
            "Refuse a server that this CRL (PEM or DER) names, and one about which nothing given speaks. Repeatable.",
            valueName: "file"))
    var crl: [String] = []

    @Option(
        help: ArgumentHelp(
            "Whose rules certificates have to obey: rfc5280, or webpki, those of the CA/Browser Forum.",
            valueName: "profile"))
    var profile = ValidationProfile.rfc5280

    @Option(
        help: ArgumentHelp("The name to ask for and to find in the certificate; default: the host.", valueName: "name"))
    var serverName: String?

    @Option(help: ArgumentHelp("The client's certificate, its chain after it (PEM).", valueName: "file"))
    var cert: String?

    @Option(help: ArgumentHelp("The private key of --cert (PEM: PKCS#8, SEC 1 or PKCS#1).", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("An encrypted --key opens with the first line of this file.", valueName: "file"))
    var passphraseFile: String?

    mutating func validate() throws {
        guard (cert == nil) == (key == nil) else {
            throw ValidationError("--cert and --key belong together: give both or neither.")
        }
        guard !insecure || ca == nil else { throw ValidationError("--insecure trusts everybody: leave --ca away.") }
        guard !insecure || pin.isEmpty && crl.isEmpty && profile == .rfc5280 else {
            throw ValidationError("--insecure looks at nothing: leave --pin, --crl and --profile away.")
        }
        if let serverName, (try? ServerName(serverName)) == nil {
            throw ValidationError("\"\(escaped(serverName))\" is neither a DNS name nor an IP address.")
        }
    }

    /// The name that the server at `endpoint` has to prove.
    func serverName(for endpoint: Endpoint) throws -> ServerName {
        try ServerName(serverName ?? endpoint.host)
    }

    /// Who decides about the server's certificate.
    /// - Parameter expectsOCSPResponse: whether the server is asked for one.
    /// - Throws: `TrustRootsError` or `RevocationListError` where a file cannot be read.
    func verifier(expectsOCSPResponse: Bool) throws -> any CertificateVerifier {
        guard !insecure else {
            StandardError.writeLine(
                "waxbill: WARNING: --insecure: the server's certificate is NOT verified; anybody may be at the other end"
            )
            return InsecureVerifier()
        }
        var verifier = ChainVerifier(roots: try ca.map { try TrustRoots(file: $0) } ?? TrustRoots.system())
        verifier.pins = Set(pin)
        verifier.profile = profile
        verifier.expectsOCSPResponse = expectsOCSPResponse
        verifier.use(try crl.flatMap { try CertificateRevocationList.lists(file: $0) })
        return verifier
    }

    /// Who chooses the client's certificate, if it has one.
    /// - Throws: `IdentityError` where it cannot be read.
    func identityProvider() throws -> (any IdentityProvider)? {
        try identity().map { GivenIdentity(identity: $0) }
    }

    /// The client's certificate with its key, if there is one.
    /// - Throws: `IdentityError` where it cannot be read.
    func identity() throws -> Identity? {
        guard let cert, let key else { return nil }
        let passphrase = try passphraseFile.map { try Passphrase(file: $0) }
        return try Identity(certificateFile: cert, keyFile: key, passphrase: passphrase)
    }
}

extension PublicKeyPin {
    /// - Throws: `ValidationError` for anything else.
    fileprivate static func parse(_ text: String) throws -> PublicKeyPin {
        guard let pin = PublicKeyPin(text) else {
            throw ValidationError(
                "\"\(escaped(text))\" is no pin: give the SHA-256 of a SubjectPublicKeyInfo, in base64 or hexadecimal.")
        }
        return pin
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
