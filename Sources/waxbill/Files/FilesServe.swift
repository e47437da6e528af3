import ArgumentParser
import NIOCore
import WaxbillFiles
import WaxbillHummingbird
import WaxbillTLS

/// `waxbill files serve`.
struct FilesServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a folder to clients with certificates.",
        discussion: """
            HTTPS (HTTP/1.1 and HTTP/2) for 'waxbill files', curl and browsers. A client shows a certificate from --client-ca; the first \
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

    @Flag(help: "Log requests to standard output as JSON, an object a line.")
    var json = false

    @Flag(help: "Do not log requests.")
    var quiet = false

    mutating func validate() throws {
        guard identity.clientCa != nil else {
            throw ValidationError("files are for clients that are known: name their authority with --client-ca FILE.")
        }
        guard identity.clientAuth == nil || identity.clientAuth == .require else {
            throw ValidationError("clients have to show a certificate here: --client-auth can only be require.")
        }
        _ = try VersionRange.joined(versions)
    }

    func run() async throws {
        let credentials = try identity.credentials()
        let log = quiet ? nil : RequestLog(isJSON: json)
        let server = try FilesServer(
            folder: folder, configuration: try serverConfiguration(credentials), options: try service.options(),
            onRequest: { log?.write($0) })
        try await credentials.serveUntilSignal { try await serve(with: server) }
        log?.close()
    }

    private func serve(with server: FilesServer) async throws {
        do {
            try await server.run { local in
                StandardError.writeLine("listening on \(Endpoint(local, or: service.listen))")
            }
        } catch {
            throw CommandFailure(listeningOn: service.listen, error) ?? error
        }
    }

    private func serverConfiguration(_ credentials: ServerCredentials) throws -> WaxbillTLS.ServerConfiguration {
        var configuration = credentials.configurationWithSessions
        if let versions = try VersionRange.joined(versions) { configuration.versions = versions }
        return configuration
    }
}
