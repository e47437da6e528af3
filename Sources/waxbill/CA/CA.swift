import ArgumentParser

/// `waxbill ca`: a private certificate authority.
struct CA: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ca",
        abstract: "Make a certificate authority and issue certificates.",
        discussion: """
            An authority is a directory: ca.pem, which everybody gets who has to trust it; ca-key.pem and \
            intermediate-key.pem, which nobody else gets; and index.sqlite, which knows what was issued and revoked. \
            Several processes may issue at once.

            Examples:
              waxbill ca init --dir pki
              waxbill ca issue server localhost 127.0.0.1 ::1 --dir pki
              waxbill ca issue client alice --dir pki
              waxbill ca revoke pki/issued/alice/cert.pem --dir pki --reason keyCompromise
              waxbill ca crl --dir pki
            """,
        subcommands: [
            CAInit.self, CAIssue.self, CASign.self, CACSR.self, CARenew.self, CARevoke.self, CACRL.self, CAOCSP.self,
            CAList.self, CAExport.self,
        ])
}
