import ArgumentParser
import NIOCore
import WaxbillHummingbird

/// Where a service over HTTPS listens, what its clients may cost, and what is logged of them.
struct HTTPSServiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where to listen: 127.0.0.1 unless a host is given, 0.0.0.0 for everybody; port 0 picks a free one.",
            valueName: "[host:]port"),
        transform: Endpoint.parseListening)
    var listen = Endpoint(host: "127.0.0.1", port: 8443)

    @Option(help: ArgumentHelp("How many connections are served at once; more are turned away.", valueName: "n"))
    var maxConnections = 1000

    @Option(
        help: ArgumentHelp(
            "After how many seconds a client is given up that asks for nothing, sends nothing or takes nothing.",
            valueName: "seconds"))
    var idleTimeout = 60

    @Flag(help: "Log requests to standard output as JSON, an object a line.")
    var json = false

    @Flag(help: "Do not log requests.")
    var quiet = false

    mutating func validate() throws {
        guard maxConnections > 0 else { throw ValidationError("--max-connections takes a number from 1 on.") }
        guard (1...86_400).contains(idleTimeout) else {
            throw ValidationError("--idle-timeout takes a number of seconds from 1 to 86400.")
        }
    }

    /// Puts into `https` what its clients may cost.
    func limit(_ https: inout HTTPSOptions) {
        https.maximumConnections = maxConnections
        let patience = TimeAmount.seconds(Int64(idleTimeout))
        https.idleTimeout = patience
        https.bodyTimeout = patience
        https.writeTimeout = patience
    }

    /// Where requests are logged; nil: they are not.
    func log() -> RequestLog? { quiet ? nil : RequestLog(isJSON: json) }

    /// Says on standard error where the server listens, once it does.
    /// - Parameter run: serves, and tells the local address.
    /// - Throws: ``CommandFailure`` where nothing can listen there, and what `run` throws else.
    func serve(_ run: (_ onRunning: @escaping @Sendable (SocketAddress?) -> Void) async throws -> Void) async throws {
        do {
            let endpoint = listen
            try await run { StandardError.writeLine("listening on \(Endpoint($0, or: endpoint))") }
        } catch {
            throw CommandFailure(listeningOn: listen, error) ?? error
        }
    }
}

extension ServerIdentityOptions {
    /// - Parameter service: what is served, and a verb, as in "files are".
    /// - Throws: `ValidationError` unless clients have to show certificates.
    func requireClientCertificates(for service: String) throws {
        guard clientCa != nil else {
            throw ValidationError("\(service) for clients that are known: name their authority with --client-ca FILE.")
        }
        guard clientAuth == nil || clientAuth == .require else {
            throw ValidationError("clients have to show a certificate here: --client-auth can only be require.")
        }
    }
}
