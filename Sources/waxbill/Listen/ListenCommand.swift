import ArgumentParser
import WaxbillTLS

/// `waxbill listen`.
struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Run a TLS server.",
        discussion: """
            It writes "listening on HOST:PORT" to standard error when it is ready, and ends on SIGTERM or SIGINT. Certificates, \
            keys, OCSP responses, authorities and CRLs are read again when their files change, and on SIGHUP; connections go on. \
            Files that are no good leave the old ones in use, and standard error says why.

            EXAMPLES:
              waxbill listen 8443 --cert cert.pem --key key.pem --narrate
              waxbill listen 8443 --cert a.pem --key a-key.pem --cert b.pem --key b-key.pem
              waxbill listen 0.0.0.0:443 --cert cert.pem --key key.pem --client-ca ca.pem
              waxbill listen 8443 --cert cert.pem --key key.pem --client-ca ca.pem --crl ca.crl
              waxbill listen 8443 --cert cert.pem --key key.pem --ocsp response.der
              waxbill listen 8443 --cert cert.pem --key key.pem --tls 1.0-1.2 -c ECDHE-RSA-AES128-SHA:AES128-SHA
              waxbill listen 0 --cert cert.pem --key key.pem --echo --once --json

            \(NegotiationOptions.discussion)

            EXIT STATUS:
              0   good
              64  the command was called wrongly
              65  a file cannot be read; with --once: or what the client sent
              66  no such file
              69  cannot listen there
              75  with --once: it took too long
              76  with --once: TLS failed; the alert is named
              77  with --once: the client's certificate was refused
            """)

    @Argument(
        help: ArgumentHelp(
            "Where to listen: 127.0.0.1 unless a host is given, 0.0.0.0 for everybody; port 0 picks a free one.",
            valueName: "[host:]port"),
        transform: Endpoint.parseListening)
    var endpoint: Endpoint

    @OptionGroup(title: "Identities") var identity: ServerIdentityOptions

    @OptionGroup(title: "Negotiation") var negotiation: NegotiationOptions

    @Flag(help: "Take the client's most preferred cipher suite that is allowed, instead of our own.")
    var preferClientCiphers = false

    @Option(help: ArgumentHelp("Session tickets given to each client; 0: none.", valueName: "n"))
    var tickets = 2

    @Flag(help: "What clients get: a page about their connection for any HTTP GET, or what they send.")
    var service = Service.www

    @Flag(help: "Serve one connection and end; the exit status is that connection's.")
    var once = false

    @OptionGroup(title: "Observation") var observation: ObservationOptions

    /// What the server does with its clients.
    enum Service: String, EnumerableFlag {
        case www
        case echo
    }

    mutating func validate() throws {
        guard (0...16).contains(tickets) else { throw ValidationError("--tickets takes a number from 0 to 16.") }
    }

    func run() async throws {
        let credentials = try identity.credentials()
        let configuration = try serverConfiguration(credentials)
        let server = Server(
            configuration: configuration, endpoint: endpoint, service: service,
            narrator: observation.narrator())
        let status = try await credentials.serveUntilSignal {
            try await server.run(once: once) { local in
                StandardError.writeLine("listening on \(local)")
            } report: { record in
                report(record, configuration)
            }
        }
        if let status = status.flatMap(\.self) { throw ExitCode(status.rawValue) }
    }

    private func serverConfiguration(_ credentials: ServerCredentials) throws -> ServerConfiguration {
        var configuration = credentials.configuration
        configuration.cipherSuitePreference = preferClientCiphers ? .client : .server
        configuration.ticketCount = tickets
        configuration.sessionStore =
            tickets > 0
            ? CompositeSessionStore(tickets: TicketProtector(), sessionIDs: InMemorySessionStore()) : nil
        configuration.keyLog = try observation.keyLog()
        if service == .www { configuration.applicationProtocols = [.http11] }
        negotiation.apply(to: &configuration)
        return configuration
    }

    private func report(_ record: ConnectionRecord, _ configuration: ServerConfiguration) {
        if observation.json {
            // It cannot fail: the report holds text, numbers and truth values.
            try? JSONOutput.writeLine(ConnectionReport(record: record))
        } else if let failure = record.failure {
            let alerts = [
                record.alertSent.map { "sent \($0)" }, record.alertReceived.map { "received \($0)" },
            ].compactMap(\.self)
            let suffix = alerts.isEmpty ? "" : " [\(alerts.joined(separator: ", "))]"
            let advice = RefusalAdvice(preferences: configuration, role: .server).sentence(for: failure)
            StandardError.writeLine(
                "waxbill: \(record.peer): \(failure.sentence(for: .server))\(suffix)"
                    + (advice.map { "\n  hint: \($0)" } ?? ""))
        } else {
            StandardError.writeLine("waxbill: \(record.servedSentence)")
        }
    }
}

extension ConnectionRecord {
    /// What was agreed with a client and how much passed, on one line.
    fileprivate var servedSentence: String {
        let agreed = [
            version?.description, cipherSuite?.description, group?.description, oldVersionSentence,
            applicationProtocol.map { "ALPN \"\(escaped($0.rawValue))\"" },
            summary?.resumed == true ? "resumed" : nil,
            summary?.clientAuthenticated == true ? "client authenticated" : nil,
        ]
        return "served \(peer): \(agreed.compactMap(\.self).joined(separator: ", ")); "
            + "\(bytesRead) bytes in, \(bytesWritten) bytes out"
    }
}
