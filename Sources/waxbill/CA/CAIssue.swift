import ArgumentParser
import WaxbillX509

/// `waxbill ca issue`: a leaf certificate with a new key.
struct CAIssue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a certificate with a new key.",
        subcommands: [CAIssueServer.self, CAIssueClient.self])
}

/// `waxbill ca issue server`.
struct CAIssueServer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Issue a server's certificate.",
        discussion: """
            The names are DNS names, with * as the whole first label if you like, and IP addresses. \(CAIssueOptions.discussion)

            Examples:
              waxbill ca issue server localhost 127.0.0.1 ::1 --dir pki
              waxbill ca issue server '*.example.com' example.com --dir pki --days 90 --key p384
              waxbill ca issue server old.example --dir pki --not-after -1d
              waxbill ca issue server bad.example --dir pki --break no-san
            """)

    @Argument(help: ArgumentHelp("The names that clients call the server by.", valueName: "name"))
    var names: [String]

    @OptionGroup var options: CAIssueOptions

    func run() throws { try options.issue({ try .server(named: names + $0) }, command: "ca issue server") }
}

/// `waxbill ca issue client`.
struct CAIssueClient: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Issue a client's certificate.",
        discussion: """
            The name stands in the certificate as common name and as the URI waxbill:NAME. \(CAIssueOptions.discussion)

            Examples:
              waxbill ca issue client alice --dir pki
              waxbill ca issue client "build 7" --dir pki --out build-7 --key ed25519
            """)

    @Argument(help: ArgumentHelp("The client's name: letters, digits, spaces and . _ - @ +", valueName: "name"))
    var name: String

    @OptionGroup var options: CAIssueOptions

    func run() throws { try options.issue({ _ in try .client(named: name) }, command: "ca issue client") }
}
