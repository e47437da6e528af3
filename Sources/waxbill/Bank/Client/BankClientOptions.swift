import ArgumentParser
import Foundation
import NIOCore
import WaxbillBank
import WaxbillTLS
import WaxbillX509

/// Which bank a command talks to, and as whom.
struct BankClientOptions: ParsableArguments {
    static let discussion = """
        --server, --ca, --cert and --key can be given as WAXBILL_SERVER, WAXBILL_CA, WAXBILL_CERT and WAXBILL_KEY in the \
        environment. Who asks is the NAME of the URI waxbill:NAME in --cert.
        """
    static let statuses = """
        EXIT STATUS:
          0   done
          1   the bank refused: it says why, and nothing moved
          64  called wrongly
          65  a file is not what it should be; 66 it is not there
          69  cannot connect
          75  it took too long, or the bank has no time
          76  TLS failed
          77  not authorised, by the bank or by a certificate
        """

    @Option(
        help: ArgumentHelp(
            "The bank: a name or an address (IPv6 in brackets), port 8443 unless given.", valueName: "host[:port]"),
        transform: { try Endpoint.parse($0, defaultPort: BankClientConfiguration.defaultPort) })
    var server: Endpoint?

    @OptionGroup(title: "Identities") var identity: ClientIdentityOptions

    @Option(
        help: ArgumentHelp(
            "How long connecting, the handshake, and a silent server may each take, in seconds.", valueName: "s"))
    var timeout = 30.0

    @Option(
        help: ArgumentHelp(
            "How often a request is sent again where the connection breaks or the bank has no time.", valueName: "n"))
    var retries = 5

    @Flag(help: "Say nothing but failures.")
    var quiet = false

    @Flag(help: "Write what the bank answered to standard output, as a JSON object on a line.")
    var json = false

    mutating func validate() throws {
        guard !identity.insecure else {
            throw ValidationError("money is for a bank that is known: leave --insecure away.")
        }
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout takes a number of seconds above 0, 86400 at most.")
        }
        guard (0...100).contains(retries) else { throw ValidationError("--retries takes a number from 0 to 100.") }
        try identity.takeEnvironment()
        if server == nil, let text = ProcessInfo.processInfo.environment.value("WAXBILL_SERVER") {
            server = try Endpoint.parse(text, defaultPort: BankClientConfiguration.defaultPort)
        }
    }

    /// The bank that was named.
    /// - Throws: ``CommandFailure`` where none was.
    func endpoint() throws -> Endpoint {
        guard let server else {
            throw CommandFailure(
                .usageError, "it is not said which bank", advice: "name it with --server HOST:PORT, or WAXBILL_SERVER")
        }
        return server
    }

    /// How the bank is reached.
    /// - Parameter outbox: where requests are kept; nil: nothing is changed.
    /// - Throws: where a file cannot be read.
    func configuration(_ endpoint: Endpoint, outbox: Outbox? = nil) throws -> BankClientConfiguration {
        var configuration = BankClientConfiguration(
            host: endpoint.host, port: endpoint.port, serverName: try identity.serverName(for: endpoint),
            verifier: try identity.chainVerifier("a bank has to be verified"),
            identityProvider: try identity.identityProvider(), timeout: TimeAmount(seconds: timeout))
        configuration.identity = try identity.identity()?.certificateChain.first
            .flatMap { ClientSubjectName(certificate: $0)?.text }
        configuration.outbox = outbox
        configuration.retries = retries
        if !quiet {
            configuration.onRetry = { error, pause in
                let sentence = BankFailure(error, server: endpoint).sentence
                StandardError.writeLine("waxbill: \(sentence); once more in \(formatted(pause.inSeconds)) s")
            }
        }
        return configuration
    }

    /// Asks the bank something.
    /// - Throws: ``CommandFailure``.
    func ask<Value>(_ body: (BankClient) async throws -> Value) async throws -> Value {
        let (endpoint, client) = try prepare { () -> (Endpoint, BankClient) in
            let named = try self.endpoint()
            return (named, BankClient(try configuration(named)))
        }
        defer { client.close() }
        do {
            return try await body(client)
        } catch let error as BankClientError {
            throw fail(BankFailure(error, server: endpoint))
        }
    }

    /// Does what comes before the bank is asked; where that fails, programs are told as well.
    func prepare<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw notAsked(error) }
    }

    /// Tells programs that the bank was not asked, because of what the command was given.
    /// - Returns: the error, for people.
    func notAsked(_ error: any Error) -> any Error {
        guard json, ExitStatus(error) != nil else { return error }
        let message = (error as? CommandFailure)?.message ?? "\(error)"
        try? JSONOutput.writeLine(
            BankFailure.Report(
                error: BankFailure.Report.Failure(
                    code: "not_asked", message: message, status: nil, entry: nil, available: nil), key: nil))
        return error
    }

    /// Tells of a failure, to programs here and to people where it is caught.
    func fail(_ failure: BankFailure) -> CommandFailure {
        // Nothing in a report is of a kind that JSON does not have.
        if json { try? JSONOutput.writeLine(failure.report) }
        return failure.commandFailure
    }
}
