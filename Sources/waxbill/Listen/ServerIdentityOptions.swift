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

    @Option(help: ArgumentHelp("Encrypted keys open with the first line of this file.", valueName: "file"))
    var passphraseFile: String?

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
            "Refuse clients that this CRL (PEM or DER) names, and those about whom no CRL given here speaks. Repeatable.",
            valueName: "file"))
    var crl: [String] = []

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
        guard clientCa != nil || crl.isEmpty else {
            throw ValidationError("--crl needs --client-ca FILE: it is about clients' certificates.")
        }
    }

    /// The certificates to show, and the verifier of those that clients show.
    /// - Throws: `IdentityError`, `TrustRootsError` or `RevocationListError` where a file cannot be read.
    func credentials() throws -> ServerCredentials {
        let passphrase = try passphraseFile.map { try Passphrase(file: $0) }
        let files = zip(cert, key).enumerated().map { index, pair in
            IdentityFiles(
                certificate: pair.0, key: pair.1, ocspResponse: ocsp.indices.contains(index) ? ocsp[index] : nil,
                passphrase: passphrase)
        }
        return ServerCredentials(
            identities: try ReloadingIdentities(files),
            clients: try clientCa.map { file in
                try ReloadingVerifier(roots: [file], revocationLists: crl) { roots, lists in
                    var verifier = ChainVerifier(roots: roots)
                    verifier.use(lists)
                    return verifier
                }
            },
            clientAuthentication: clientAuthentication)
    }

    private var clientAuthentication: ServerConfiguration.ClientAuthentication {
        guard clientCa != nil else { return .none }
        return switch clientAuth ?? .require {
        case .none: .none
        case .request: .requested
        case .require: .required
        }
    }
}

/// What a server shows and whom it lets in, from files that are read again when they change.
struct ServerCredentials: Sendable {
    let identities: ReloadingIdentities
    /// Who decides about clients' certificates.
    let clients: ReloadingVerifier?
    let clientAuthentication: ServerConfiguration.ClientAuthentication

    /// A configuration that asks these.
    var configuration: ServerConfiguration {
        var configuration = ServerConfiguration(identityProvider: identities)
        configuration.clientAuthentication = clientAuthentication
        configuration.certificateVerifier = clients
        return configuration
    }

    /// All that can be read again.
    var reloadable: [any ReloadableCredentials] { [identities] + (clients.map { [$0] } ?? []) }
}
