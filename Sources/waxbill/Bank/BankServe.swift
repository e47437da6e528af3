import ArgumentParser
import WaxbillBank
import WaxbillHummingbird

/// `waxbill bank serve`.
struct BankServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Keep a ledger for clients with certificates.",
        discussion: """
            HTTPS (HTTP/1.1 and HTTP/2, TLS 1.3 only) for 'waxbill bank', curl and, with --ui, browsers; docs/BANK.md has the protocol. A client \
            shows a certificate from --client-ca; the URI waxbill:NAME in it is its name. It writes "listening on HOST:PORT" to standard \
            error when it is ready, a line for each request after that, and ends on SIGTERM or SIGINT, when the requests it has are answered; \
            another SIGINT then ends it at once. \
            Certificates, keys, authorities and CRLs are read again when their files change, and on SIGHUP.

            The ledger is checked first: one that is damaged is not served, and the place is named.

            \(BankDatabaseOptions.discussion)

            EXAMPLES:
              waxbill bank serve --data bank --cert cert.pem --key key.pem \\
                  --client-ca ca.pem --teller tina --auditor otto
              waxbill bank serve --data bank --cert cert.pem --key key.pem \\
                  --client-ca ca.pem --ui --fee EUR:0.10 --rate 100
              curl --cacert ca.pem --cert alice.pem --key alice-key.pem \\
                  https://localhost:8443/v1/accounts

            EXIT STATUS:
              0   good
              64  the command was called wrongly
              65  the ledger is damaged, or a file cannot be read as what it should be
              66  no such file
              69  cannot listen there, another server uses the ledger, or the database cannot be reached or takes no writes
              74  the ledger cannot be read or written, or the database's role may not do so
            """)

    @OptionGroup(title: "Identities") var identity: ServerIdentityOptions

    @OptionGroup(title: "Service") var service: BankServeOptions

    mutating func validate() throws {
        try identity.requireClientCertificates(for: "a bank is")
    }

    func run() async throws {
        let credentials = try identity.credentials()
        let store = try service.store()
        do throws(AuditError) {
            try await StartupCheck.run(service.check, on: store)
        } catch {
            throw CommandFailure(error, in: service.place)
        }
        let log = service.https.log()
        var onRequest: (@Sendable (AnsweredRequest) -> Void)?
        if let log { onRequest = { log.write($0) } }
        let server = BankServer(
            store: store, configuration: credentials.configurationWithSessions, options: service.options(),
            onRequest: onRequest)
        try await credentials.serveUntilSignal {
            try await service.https.serve { onRunning in
                try await server.run(
                    onSealingFailure: { StandardError.writeLine("waxbill: blocks cannot be sealed: \($0)") },
                    onRunning: onRunning)
            }
        }
        log?.close()
    }
}

extension CommandFailure {
    /// A ledger that cannot be opened, or is not served.
    fileprivate init(_ error: AuditError, in place: String) {
        switch error {
        case .fault(let fault):
            self.init(
                .dataError, "the ledger in \(place) is damaged: \(fault)",
                advice: "'waxbill bank audit verify' says more; restore it from a copy")
        case .store(let error): self.init(error, in: place)
        case .noLedger: self.init(.noInput, "there is no ledger in \(place)")
        }
    }

    /// A ledger that cannot be opened.
    init(_ error: LedgerStoreError, in place: String) {
        switch error {
        case .damaged(let text):
            self.init(.dataError, "the ledger in \(place) is damaged, or of another kind: \(text)")
        case .unknownFormat(let text):
            self.init(
                .dataError, "what is in \(place) is not served: \(text)",
                advice: "the program that wrote it can serve it; this one leaves it as it is")
        case .unavailable(let text): self.init(.unavailable, "the ledger in \(place) cannot be used: \(text)")
        case .full(let text), .failed(let text):
            self.init(.ioError, "the ledger in \(place) cannot be read or written: \(text)")
        }
    }
}
