import ArgumentParser
import WaxbillX509

/// `waxbill cert match`.
struct CertMatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Say whether a key belongs to certificates.",
        discussion: """
            KEY holds a private key, a public key, a request (CSR) or a certificate. Of each CERT, which may be a request \
            too, the first object is compared: it is the leaf of a chain. Without CERT, KEY's file holds the certificate \
            as well.

            EXAMPLES:
              waxbill cert match key.pem cert.pem
              waxbill cert match identity.pem
              waxbill cert match request.csr cert.pem --json

            EXIT STATUS:
              0   the key belongs to all of them
              1   it does not belong to one of them
              65  a file cannot be read as what it should be
              66  no such file
            """)

    @Argument(help: ArgumentHelp("The key's file.", valueName: "key"))
    var key: String

    @Argument(help: ArgumentHelp("The certificates' files.", valueName: "cert"))
    var certificates: [String] = []

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let file = try CertFile(key)
        let keyObject = file.objects.first(where: \.isPrivateKey) ?? file.objects[0]
        let wanted = try spki(keyObject, file.source)
        var matches: [Match] = []
        for path in certificates.isEmpty ? [key] : certificates {
            let (object, source) = try subject(path == key ? file : CertFile(path), besides: keyObject)
            let found = try spki(object, source)
            matches.append(
                Match(
                    source: source, kind: object.kind, matches: found == wanted,
                    pin: PublicKeyPin(subjectPublicKeyInfo: found).description))
        }
        let report = Report(
            key: file.source, pin: PublicKeyPin(subjectPublicKeyInfo: wanted).description, matches: matches)
        if json {
            try JSONOutput.write(report)
        } else {
            for match in matches {
                let verb = match.matches ? "belongs" : "does NOT belong"
                StandardOutput.writeLine("\(escaped(match.source)): the key \(verb) to the \(match.kind)")
            }
        }
        guard report.matchesAll else { throw ExitCode(ExitStatus.negative.rawValue) }
    }

    /// What the key is compared with: the first thing that is neither a private key nor the key itself.
    private func subject(_ file: CertFile, besides key: X509Object) throws -> (X509Object, source: String) {
        let isSameFile = certificates.isEmpty
        let candidates = file.objects.filter { !(isSameFile && $0 == key) }
        guard let object = candidates.first(where: { !$0.isPrivateKey }) ?? candidates.first else {
            throw CommandFailure(.dataError, "\(file.source): there is no certificate in it to compare the key with")
        }
        return (object, file.source)
    }

    private func spki(_ object: X509Object, _ source: String) throws -> [UInt8] {
        do {
            return try object.subjectPublicKeyInfo()
        } catch {
            throw CommandFailure(.dataError, "\(source): the \(object.kind): \(escaped(error.description))")
        }
    }

    private struct Match: Encodable {
        let source: String
        let kind: String
        let matches: Bool
        let pin: String
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "cert match"
        let key: String
        let pin: String
        let matches: [Match]

        var matchesAll: Bool { matches.allSatisfy(\.matches) }
    }
}

extension X509Object {
    var isPrivateKey: Bool { if case .privateKey = self { true } else { false } }
}
