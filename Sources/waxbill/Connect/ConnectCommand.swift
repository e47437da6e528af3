import ArgumentParser
import WaxbillTLS

/// `waxbill connect`.
struct ConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Connect to a TLS server.",
        discussion: """
            Without --get, standard input goes to the server and what it sends goes to standard output. Talk goes to \
            standard error.

            EXAMPLES:
              waxbill connect example.com --get / --narrate
              waxbill connect localhost:8443 --ca ca.pem --cert cert.pem --key key.pem
              waxbill connect [::1]:8443 --server-name bank.test --json </dev/null
              waxbill connect example.com --get / --resume 3
              waxbill connect bank.test --ca ca.pem --crl ca.crl --status
              waxbill connect - --json < hosts.txt
              waxbill connect old.example -c AES256-SHA --tls 1.1 --get /
              waxbill connect old.example --tls 1.0-1.3 --narrate </dev/null

            \(NegotiationOptions.discussion)

            EXIT STATUS:
              0   good
              1   a session was not resumed
              64  the command was called wrongly
              65  a file, or what the server sent, cannot be read
              66  no such file
              69  cannot connect
              73  the output file exists already
              74  reading or writing failed
              75  it took too long, or may work another time
              76  TLS failed; the alert is named
              77  the server's certificate was refused
            """)

    @Argument(
        help: ArgumentHelp(
            "Where to connect: a name or an address (IPv6 in brackets), port 443 unless given; '-' reads one a line.",
            valueName: "host[:port]"),
        transform: ConnectTarget.parse)
    var target: ConnectTarget

    @OptionGroup(title: "Identities") var identity: ClientIdentityOptions

    @OptionGroup(title: "Negotiation") var negotiation: NegotiationOptions

    @Flag(
        help: """
            Say that this is a second attempt with fewer versions: a server that speaks newer ones refuses it \
            (TLS_FALLBACK_SCSV, RFC 7507).
            """)
    var fallbackSCSV = false

    @Flag(
        help: """
            Ask for an OCSP response about the server's certificate, and refuse a certificate that it calls revoked. --narrate \
            says whether one came.
            """)
    var status = false

    @Option(
        help: ArgumentHelp(
            "Send a GET for this path, by HTTP/2 or HTTP/1.1 as ALPN says; the body goes to standard output.",
            valueName: "path"))
    var get: String?

    @Option(
        help: ArgumentHelp(
            "Write what the server sends to this new file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp("Connect this many times more with the session of the first connection.", valueName: "n"))
    var resume = 0

    @Flag(help: "Renew the keys of both directions right after the handshake.")
    var keyUpdate = false

    @Option(
        help: ArgumentHelp(
            "How long connecting, the handshake, and a silent server may each take, in seconds.", valueName: "s"))
    var timeout = 10.0

    @OptionGroup(title: "Observation") var observation: ObservationOptions

    mutating func validate() throws {
        guard (0...1000).contains(resume) else { throw ValidationError("--resume takes a number from 0 to 1000.") }
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout takes a number of seconds above 0, 86400 at most.")
        }
        if let get {
            let isTarget = get.hasPrefix("/") && get.utf8.allSatisfy { (0x21...0x7e).contains($0) }
            guard isTarget else {
                throw ValidationError("--get takes a path that begins with '/', without blanks; encode others as %XX.")
            }
        }
        if case .list = target, output != nil {
            throw ValidationError("--output holds the data of one host; '-' names several.")
        }
    }

    func run() async throws {
        let configuration = try clientConfiguration()
        let sink = try output.map { try ByteSink.newFile($0) } ?? (observation.json ? .nowhere : .standardOutput)
        var worst: ExitStatus?
        for await target in target.endpoints {
            let status: ExitStatus?
            switch target {
            case .success(let endpoint):
                let setup = ClientSetup(
                    configuration: configuration, endpoint: endpoint,
                    serverName: try identity.serverName(for: endpoint),
                    timeout: timeout)
                status = try await ConnectRun(setup: setup, options: self, sink: sink).run()
            case .failure(let failure):
                StandardError.writeLine(failure.text)
                status = failure.status
            }
            worst = worst ?? status
        }
        guard let worst else { return }
        sink.removeIfEmpty()
        throw ExitCode(worst.rawValue)
    }

    private func clientConfiguration() throws -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: try identity.verifier(expectsOCSPResponse: status))
        configuration.identityProvider = try identity.identityProvider()
        configuration.keyLog = try observation.keyLog()
        configuration.isFallback = fallbackSCSV
        configuration.requestsOCSPResponse = status
        if get != nil { configuration.applicationProtocols = [.h2, .http11] }
        negotiation.apply(to: &configuration)
        return configuration
    }
}
