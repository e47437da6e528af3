import ArgumentParser
import NIOCore
import WaxbillFiles
import WaxbillTLS
import WaxbillX509

/// Which server of files a command talks to, and as whom.
struct FilesClientOptions: ParsableArguments {
    static let discussion = """
        --ca, --cert and --key can be given as WAXBILL_CA, WAXBILL_CERT and WAXBILL_KEY in the environment.
        """

    @Argument(
        help: ArgumentHelp(
            "The server: a name or an address (IPv6 in brackets), port 8443 unless given.", valueName: "host[:port]"),
        transform: { try Endpoint.parse($0, defaultPort: FilesClientConfiguration.defaultPort) })
    var host: Endpoint

    @OptionGroup(title: "Identities") var identity: ClientIdentityOptions

    @Option(
        help: ArgumentHelp(
            "How long connecting, the handshake, and a silent server may each take, in seconds.", valueName: "s"))
    var timeout = 30.0

    @Flag(help: "Say nothing but failures.")
    var quiet = false

    @Flag(help: "Write JSON to standard output: an object a file, each on a line.")
    var json = false

    mutating func validate() throws {
        guard !identity.insecure else {
            throw ValidationError("files are kept only when it is known who signed them: leave --insecure away.")
        }
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout takes a number of seconds above 0, 86400 at most.")
        }
        try identity.takeEnvironment()
    }

    /// How the server is reached.
    /// - Throws: where a file cannot be read.
    func configuration(retries: Int? = nil, syncs: Bool = false) throws -> FilesClientConfiguration {
        var configuration = FilesClientConfiguration(
            host: host.host, port: host.port, serverName: try identity.serverName(for: host),
            verifier: try identity.chainVerifier("a server of files has to be verified"))
        configuration.identityProvider = try identity.identityProvider()
        configuration.connectTimeout = TimeAmount(seconds: timeout)
        configuration.silenceTimeout = TimeAmount(seconds: timeout)
        if let retries { configuration.retries = retries }
        configuration.syncs = syncs
        if !quiet {
            let name = configuration.serverName.description
            configuration.onFirstContact = { certificate in
                StandardError.writeLine(
                    "waxbill: \(escaped(name)), \(escaped(certificate.subject)), issued by \(escaped(certificate.issuer)), "
                        + "until \(certificate.notAfter)")
            }
        }
        return configuration
    }

    /// A client of the server.
    func client(retries: Int? = nil, syncs: Bool = false) throws -> FilesClient {
        FilesClient(try configuration(retries: retries, syncs: syncs))
    }
}
