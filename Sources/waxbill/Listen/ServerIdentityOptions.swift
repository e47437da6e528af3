import ArgumentParser
import WaxbillTLS
import WaxbillX509

/// As whom the server shows itself, and which clients it lets in.
struct ServerIdentityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A certificate, its chain after it (PEM). Repeatable: the server name and the client's signature schemes pick.",
            valueName: "file"))
    var cert: [String] = []

    @Option(help: ArgumentHelp("The private key of the --cert at the same place (PEM).", valueName: "file"))
    var key: [String] = []

    @Option(
        help: ArgumentHelp(
            "An OCSP response (DER) about the --cert at the same place, for clients that ask for one.",
            valueName: "file"))
    var ocsp: [String] = []

    @Option(
        help: ArgumentHelp(
            "Let in clients whose certificate comes from the authorities in this PEM file.",
            valueName: "file"))
    var clientCa: String?

    @Option(
        help: ArgumentHelp(
            "Whether clients show a certificate: none, request or require; require where --client-ca is given.",
            valueName: "mode"))
    var clientAuth: ClientAuthenticationMode?

    /// The values of `--client-auth`.
    enum ClientAuthenticationMode: String, ExpressibleByArgument, CaseIterable {
        case none
        case request
        case require
    }

    mutating func validate() throws {
        guard !cert.isEmpty else {
            throw ValidationError(
                "a server needs --cert FILE and --key FILE; 'waxbill ca init' and 'waxbill ca issue server' make them.")
        }
        guard cert.count == key.count else {
            throw ValidationError("each --cert needs its --key: \(cert.count) and \(key.count) were given.")
        }
        guard ocsp.count <= cert.count else {
            throw ValidationError("each --ocsp needs its --cert: \(ocsp.count) and \(cert.count) were given.")
        }
        guard clientCa != nil || clientAuth == nil || clientAuth == ClientAuthenticationMode.none else {
            throw ValidationError("--client-auth needs --client-ca FILE to know whom to let in.")
        }
    }

    /// Who chooses the server's certificate.
    /// - Throws: `IdentityError` where one cannot be read, `FileError` where an OCSP response cannot.
    func identityProvider() throws -> any IdentityProvider {
        var identities = try zip(cert, key).map { try Identity(certificateFile: $0, keyFile: $1) }
        for (index, path) in ocsp.enumerated() {
            let response = try FileContents.read(path)
            guard !response.isEmpty else {
                throw CommandFailure(.dataError, "\(path) is empty: it holds no OCSP response")
            }
            identities[index].ocspResponse = response
        }
        return StaticIdentities(identities)
    }

    /// - Throws: `TrustRootsError` where they cannot be read.
    func applyClientAuthentication(to configuration: inout ServerConfiguration) throws {
        guard let clientCa else { return }
        let roots = try TrustRoots(file: clientCa)
        configuration.clientAuthentication =
            switch clientAuth ?? .require {
            case .none: .none
            case .request: .requested
            case .require: .required
            }
        configuration.certificateVerifier = ChainVerifier(roots: roots)
        configuration.certificateAuthorities = roots.subjects
    }
}
