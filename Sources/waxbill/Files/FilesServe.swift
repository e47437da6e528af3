import ArgumentParser
import WaxbillFiles
import WaxbillHummingbird
import WaxbillTLS

/// `waxbill files serve`.
struct FilesServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a folder to clients with certificates.",
        discussion: """
            HTTPS (HTTP/1.1 and HTTP/2) for 'waxbill files', curl and browsers. A client shows a certificate from --client-ca; the \
            URI waxbill:NAME in it is its name. It writes "listening on HOST:PORT" to standard error when it is ready, a line for each \
            request after that, and ends on SIGTERM or SIGINT, when the requests it has are answered. Certificates, keys, authorities and \
            CRLs are read again when their files change, and on SIGHUP.

            RIGHTS are rules NAME=PATH:RIGHTS, with white space or ';' between them and ',' between the paths of one: r reads files, l lists \
            folders, w writes files and makes folders, d deletes. '*' is everybody who is not named. The rule with the longest path counts. \
            Without rules: '*=/:rl'.

            EXAMPLES:
              waxbill files serve shared --cert cert.pem --key key.pem --client-ca ca.pem
              waxbill files serve shared --cert cert.pem --key key.pem --client-ca ca.pem --rights 'alice=/in:rwld,/:rl'
              waxbill files serve shared --cert cert.pem --key key.pem --client-ca ca.pem --rights rights.txt --listen 0.0.0.0:8443
              curl --cacert ca.pem --cert alice.pem --key alice-key.pem https://localhost:8443/

            EXIT STATUS:
              0   good
              64  the command was called wrongly
              65  a file cannot be read, or holds rules that are none
              66  no such file or folder
              69  cannot listen there
            """)

    @Argument(help: ArgumentHelp("The folder to serve.", valueName: "dir"), completion: .directory)
    var folder: String

    @OptionGroup(title: "Identities") var identity: ServerIdentityOptions

    @OptionGroup(title: "Service") var service: FilesServeOptions

    @Option(
        name: .customLong("tls"),
        help: ArgumentHelp("A protocol version allowed, or a range such as 1.2-1.3. Repeatable.", valueName: "version"),
        transform: VersionRange.parse)
    var versions: [VersionRange] = [VersionRange(versions: ProtocolVersion.tls13...ProtocolVersion.tls13)]

    mutating func validate() throws {
        try identity.requireClientCertificates(for: "files are")
        _ = try VersionRange.joined(versions)
    }

    func run() async throws {
        let credentials = try identity.credentials()
        let log = service.https.log()
        var onRequest: (@Sendable (ServedRequest) -> Void)?
        if let log { onRequest = { log.write($0) } }
        let server = try FilesServer(
            folder: folder, configuration: try serverConfiguration(credentials), options: try service.options(),
            onRequest: onRequest)
        try await credentials.serveUntilSignal {
            try await service.https.serve { try await server.run(onRunning: $0) }
        }
        log?.close()
    }

    private func serverConfiguration(_ credentials: ServerCredentials) throws -> WaxbillTLS.ServerConfiguration {
        var configuration = credentials.configurationWithSessions
        if let versions = try VersionRange.joined(versions) { configuration.versions = versions }
        return configuration
    }
}
