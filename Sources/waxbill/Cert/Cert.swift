import ArgumentParser

/// `waxbill cert`: looking at certificates.
struct Cert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cert",
        abstract: "Show, check and verify certificates.",
        discussion: """
            Files hold PEM (as many certificates as you like) or one DER object; '-' is standard input.

            EXAMPLES:
              waxbill cert show example.com:443
              waxbill cert match key.pem cert.pem
              waxbill cert needs-renewal cert.pem || renew
              waxbill cert lint cert.pem
              waxbill cert verify chain.pem --ca root.pem --name example.com --purpose server
            """,
        subcommands: [CertShow.self, CertMatch.self, CertNeedsRenewal.self, CertLint.self, CertVerify.self])
}
