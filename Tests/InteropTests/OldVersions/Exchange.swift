import TLSWire
import Testing
import WaxbillTestSupport

/// Connections before TLS 1.3 with one peer: for each suite a full handshake, a line and its echo, then resumed ones.
struct Exchange {
    let encounter: Encounter
    let bench: Bench
    let version: Version
    let suites: [CipherSuite12]
    /// How many a suite.
    var connections = 2
    let identity: Credentials
    /// What the client shows; nil: it is not asked.
    var clientIdentity: Credentials?
    /// What else the peer is told.
    var theirs = PeerSettings()
    /// What else our side is told.
    var ours: [String] = []
    /// What changes in what is agreed.
    var agree: (inout Agreement) -> Void = { _ in }
    /// Whether all connections but the first of each suite are resumed.
    var resumes = true

    private var stack: Stack { encounter.stack }

    func run() async throws {
        switch encounter.role {
        case .client: try await connect()
        case .server: try await listen()
        }
    }

    private func connect() async throws {
        let server = try await stack.peer.serve(bench, settings(connections * suites.count))
        var agreements: [Agreement] = []
        for suite in suites {
            let name = "received-\(suite.suite)"
            let client = try WaxbillProgram.connect(bench, port: server.port, output: name, options(suite))
            client.send(Echo.line)
            // Whoever gets a close_notify before TLS 1.3 need not send what it has (RFC 5246, Section 7.2.1).
            try await bench.wait(for: Echo.line, in: name, of: client)
            client.endInput()
            let ending = try await client.ending()
            let reports = try WaxbillReport.all(in: ending)
            try #require(reports.count == connections)
            for (number, report) in reports.enumerated() {
                let agreement = agreement(suite, number)
                try #require(agreement.differences(from: report, as: .client) == [], "\(suite.suite), \(number)")
                agreements.append(agreement)
            }
            try #require(ending.status == (stack.truncates ? 76 : 0))
        }
        let reports = try await server.reports()
        try #require(reports.count == agreements.count)
        for (report, agreement) in zip(reports, agreements) {
            try #require(agreement.differences(from: report, weAre: .client) == [], "\(agreement.cipherSuite)")
        }
    }

    private func listen() async throws {
        // Deno's client offers what it likes: a server that knows one suite chooses.
        let servers = stack == .rustls ? suites.map { [$0] } : [suites]
        for suites in servers { try await listen(suites) }
    }

    private func listen(_ suites: [CipherSuite12]) async throws {
        let names = suites.map { "\($0.suite)" }.joined(separator: ":")
        let required = clientIdentity == nil ? [] : ["--client-ca", InteropFiles.authority]
        let server = try await WaxbillProgram.listen(
            bench, [identity], ["--tls", version.rawValue, "--cipher", names] + required + ours)
        let theirs = try await stack.peer.callEach(
            bench, port: server.port, suites.map(\.suite), settings(connections))
        try #require(theirs.count == suites.count * connections)
        let reports = try await server.reports(theirs.count)
        for (index, suite) in suites.enumerated() {
            let ours = reports.filter { $0.cipherSuite == "\(suite.suite)" }
            try #require(ours.count == connections)
            for number in 0..<connections {
                let agreement = agreement(suite, number)
                try #require(
                    agreement.differences(from: theirs[index * connections + number], weAre: .server) == [],
                    "\(suite.suite), \(number)")
                try #require(
                    agreement.differences(from: ours[number], as: .server) == [], "\(suite.suite), \(number)")
            }
        }
    }

    private func settings(_ connections: Int) throws -> PeerSettings {
        var settings = theirs
        settings.speakOnly(version)
        settings.cipherSuites = suites.map(\.suite)
        settings.connections = connections
        if encounter.role == .client {
            settings.identity = identity
            settings.requiresClientCertificate = clientIdentity != nil
        } else {
            settings.identity = clientIdentity
        }
        return settings
    }

    private func options(_ suite: CipherSuite12) -> [String] {
        ["--tls", version.rawValue, "--cipher", "\(suite.suite)"]
            + (connections > 1 ? ["--resume", "\(connections - 1)"] : [])
            + (clientIdentity?.options("--cert", "--key") ?? []) + ours
    }

    private func agreement(_ suite: CipherSuite12, _ number: Int) -> Agreement {
        var agreement = encounter.agreement(version, suite)
        agreement.resumed = resumes && number > 0
        if clientIdentity != nil { agreement.client = TestPKI.clientName }
        agree(&agreement)
        return agreement
    }
}
