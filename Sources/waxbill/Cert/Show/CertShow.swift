import ArgumentParser
import WaxbillTLS
import WaxbillX509

/// `waxbill cert show`.
struct CertShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show certificates, from files or from a server.",
        discussion: """
            Every extension is named and decoded. Requests (CSR) and revocation lists (CRL) are shown too. Nothing is \
            verified: of a server, the chain is shown as it was sent.

            EXAMPLES:
              waxbill cert show cert.pem chain.pem
              waxbill cert show - < cert.der
              waxbill cert show example.com:443
              waxbill cert show 192.0.2.1:8443 --sni example.com --pem > chain.pem
              waxbill cert show cert.pem --json

            EXIT STATUS:
              0   shown
              65  something cannot be read as what it says it is; the rest is shown
              66  no such file
              69  cannot connect
              75  connecting took too long
              76  TLS failed before the server showed a certificate
            """)

    @Argument(
        help: ArgumentHelp(
            "A PEM or DER file, '-' for standard input, or a server with its port.", valueName: "file|-|host:port"))
    var inputs: [String] = ["-"]

    @Option(help: ArgumentHelp("The name to ask a server for; default: the host.", valueName: "name"))
    var sni: String?

    @Option(help: ArgumentHelp("How long connecting and the handshake may each take, in seconds.", valueName: "s"))
    var timeout = 10.0

    @Flag(help: "Write the certificates as PEM instead.")
    var pem = false

    @Flag(help: "Print one JSON object.")
    var json = false

    mutating func validate() throws {
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout takes a number of seconds above 0, 86400 at most.")
        }
        if let sni, (try? ServerName(sni)) == nil {
            throw ValidationError("\"\(escaped(sni))\" is neither a DNS name nor an IP address.")
        }
        guard !(pem && json) else { throw ValidationError("--pem and --json are two forms of output: give one.") }
    }

    func run() async throws {
        var failures = InputFailures()
        var shown: [ShownObject] = []
        for input in inputs {
            do {
                let objects = try await objects(of: input)
                for (index, object) in objects.enumerated() {
                    guard let item = ShownObject(object, input, index, objects.count) else {
                        let position = objects.count > 1 ? " \(index + 1)" : ""
                        failures.note(
                            CommandFailure(
                                .dataError, "\(input): \(object.kind)\(position) is malformed: \(object.count) bytes"))
                        continue
                    }
                    shown.append(item)
                    if !json { write(item, object, isFirst: shown.count == 1) }
                }
            } catch {
                guard let status = ExitStatus(error) else { throw error }
                failures.note((error as? CommandFailure) ?? CommandFailure(status, "\(error)"))
            }
        }
        if json { try JSONOutput.write(Report(objects: shown)) }
        if let status = failures.first { throw ExitCode(status.rawValue) }
    }

    /// A file wins over a server of the same name.
    private func objects(of input: String) async throws -> [X509Object] {
        do {
            return try CertFile(input).objects
        } catch let error as FileError where error.isMissing {
            guard let endpoint = try? Endpoint.parse(input, defaultPort: 0), endpoint.port != 0 else { throw error }
            let name = try ServerName(sni ?? endpoint.host)
            return try await PeerChain.fetch(from: endpoint, name: name, timeout: timeout).map { .certificate($0) }
        }
    }

    private func write(_ item: ShownObject, _ object: X509Object, isFirst: Bool) {
        guard pem else {
            StandardOutput.write((isFirst ? "" : "\n") + item.text)
            return
        }
        if let text = object.pem { StandardOutput.write(text) }
    }

    private struct Report: Encodable {
        let schema = 1
        let command = "cert show"
        let objects: [ShownObject]
    }
}

extension X509Object {
    /// The kind of thing, for people and for JSON.
    var kind: String {
        switch self {
        case .certificate: "certificate"
        case .certificateRequest: "request"
        case .revocationList: "crl"
        case .publicKey: "public key"
        case .privateKey: "private key"
        case .other(let label): "\"\(label)\""
        }
    }

    /// How many bytes it has.
    var count: Int {
        switch self {
        case .certificate(let der), .certificateRequest(let der): der.count
        case .revocationList(let der), .publicKey(let der): der.count
        case .privateKey(let block): block.contents.count
        case .other: 0
        }
    }

    /// The object as PEM; nil for private keys, which are not shown, and for what is not known.
    var pem: String? {
        switch self {
        case .certificate(let der): PEM.text("CERTIFICATE", der)
        case .certificateRequest(let der): PEM.text("CERTIFICATE REQUEST", der)
        case .revocationList(let der): PEM.text("X509 CRL", der)
        case .publicKey(let der): PEM.text("PUBLIC KEY", der)
        case .privateKey, .other: nil
        }
    }
}
