import ArgumentParser

/// `waxbill ca`: a private certificate authority.
struct CA: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ca",
        abstract: "Make a certificate authority and issue certificates.",
        discussion: """
            An authority is a directory with two files: ca.pem, which everybody gets who has to trust it, and ca-key.pem, \
            which nobody else gets.

            Examples:
              waxbill ca init --dir pki
              waxbill ca issue server localhost 127.0.0.1 ::1 --dir pki
              waxbill ca issue client alice --dir pki
            """,
        subcommands: [CAInit.self, CAIssue.self])
}
