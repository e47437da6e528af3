import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

/// The cases of the programs of `Peers/`, each way.
struct ProgramCases {
    let stack: Stack

    /// A line each way, and what both say of the connection.
    func handshake(
        _ role: OurRole, _ feature: Feature, agreeing agreement: Agreement, identity: Credentials? = nil,
        ours: [String] = [], theirs: [String] = []
    ) async throws {
        try await cell(stack, role, feature) { bench in
            let reports: [PeerReport]
            switch role {
            case .client:
                let server = try await PeerProgram.server(bench, stack, theirs)
                let client = try WaxbillProgram.connect(bench, port: server.port, ours)
                // Our end goes out before the echo comes in: the other direction stays open.
                client.send("ping\n")
                client.endInput()
                try await WaxbillProgram.success(of: client, agreeing: agreement)
                try #require(try bench.contents("received") == "ping\n")
                reports = try await server.reports()
            case .server:
                let server = try await WaxbillProgram.listen(bench, identity.map { [$0] }, ours)
                let client = try PeerProgram.client(bench, stack, port: server.port, theirs)
                reports = try await client.reports()
                let report = try await server.report()
                try #require(agreement.differences(from: report, as: .server) == [])
                try #require(report.bytesRead == 5)
            }
            try #require(reports.count == 1)
            try #require(agreement.differences(from: reports[0], weAre: role) == [])
        }
    }

    /// One group on both sides, with a share for it in the ClientHello.
    func group(_ group: String, _ role: OurRole) async throws {
        let theirs = stack == .rustls ? [] : ["--group", group]
        try await handshake(
            role, .groups, agreeing: agreement(group: group), ours: ["--groups", group], theirs: theirs)
    }

    /// The server speaks another group than the one that the client has a share for.
    func helloRetryRequest(_ role: OurRole) async throws {
        var agreement = agreement(group: "secp384r1")
        agreement.helloRetryRequest = true
        try await handshake(
            role, .helloRetryRequest, agreeing: agreement, ours: role == .client ? [] : ["--groups", "secp384r1"],
            theirs: ["--group", role == .client ? "secp384r1" : "x25519,secp384r1"])
    }

    func applicationProtocol(_ role: OurRole) async throws {
        var agreement = agreement()
        // The server's order decides; our choices are made so that it does not matter whose it is.
        agreement.alpn = "h2"
        try await handshake(
            role, .alpn, agreeing: agreement, ours: Self.classical + ["--alpn", "h2,http/1.1"],
            theirs: ["--alpn", "h2,acme-tls/1"])
    }

    func cipherSuite(_ suite: String, _ role: OurRole) async throws {
        var agreement = agreement()
        agreement.cipherSuite = suite
        try await handshake(role, .cipherSuites, agreeing: agreement, ours: Self.classical + ["--cipher", suite])
    }

    func certificate(_ kind: KeyKind, _ role: OurRole) async throws {
        let identity = try InteropFiles.server(kind)
        try await handshake(
            role, .certificates, agreeing: agreement(), identity: identity, ours: Self.classical,
            theirs: role == .client ? identity.options("--cert", "--key") : [])
    }

    func clientCertificate(_ kind: KeyKind, _ role: OurRole) async throws {
        let identity = try InteropFiles.client(kind).options("--cert", "--key")
        let required = ["--client-ca", InteropFiles.authority]
        var agreement = agreement()
        agreement.client = TestPKI.clientName
        try await handshake(
            role, .clientCertificates, agreeing: agreement,
            ours: Self.classical + (role == .client ? identity : required),
            theirs: role == .client ? required : identity)
    }

    /// A client without a certificate, or with an impostor's.
    /// - Parameter alert: what the server sends.
    func refusedClient(_ role: OurRole, _ identity: Credentials?, alert: String) async throws {
        let shown = identity?.options("--cert", "--key") ?? []
        let required = ["--client-ca", InteropFiles.authority]
        try await cell(stack, role, .refusedClient) { bench in
            switch role {
            case .client:
                let server = try await PeerProgram.server(bench, stack, required)
                let client = try WaxbillProgram.connect(bench, port: server.port, shown)
                // Deno may close before rustls' alert is out.
                try await WaxbillProgram.failure(
                    of: client, alertReceived: alert, mayLoseAlert: stack == .rustls)
                _ = try await server.reports(good: false)
            case .server:
                let server = try await WaxbillProgram.listen(bench, nil, required)
                let client = try PeerProgram.client(bench, stack, port: server.port, shown)
                try await server.failure(alertSent: alert)
                _ = try await client.reports(good: false)
            }
        }
    }

    /// A server that an impostor certified.
    /// - Parameter alert: what the peer's client sends.
    func refusedServer(_ role: OurRole, alert: String) async throws {
        let impostor = InteropFiles.impostorServer
        try await cell(stack, role, .refusedServer) { bench in
            switch role {
            case .client:
                let server = try await PeerProgram.server(bench, stack, impostor.options("--cert", "--key"))
                let client = try WaxbillProgram.connect(bench, port: server.port)
                try await WaxbillProgram.failure(of: client, status: 77, alertSent: "unknown_ca")
                _ = try await server.reports(good: false)
            case .server:
                let server = try await WaxbillProgram.listen(bench, [impostor])
                let client = try PeerProgram.client(bench, stack, port: server.port)
                try await server.failure(alertReceived: alert)
                _ = try await client.reports(good: false)
            }
        }
    }

    /// Three connections, of which two resume sessions.
    func resumption(_ role: OurRole, agreeing agreement: Agreement? = nil) async throws {
        var agreement = agreement ?? self.agreement()
        try await cell(stack, role, .resumption) { bench in
            let ours: [WaxbillReport]
            let theirs: [PeerReport]
            let expect = stack == .rustls ? [] : ["--expect-resumed"]
            switch role {
            case .client:
                let server = try await PeerProgram.server(bench, stack, expect, connections: 3)
                let client = try WaxbillProgram.connect(
                    bench, port: server.port, Self.classical + ["--resume", "2"])
                client.endInput()
                let ending = try await client.ending()
                try #require(ending.status == 0)
                ours = try WaxbillReport.all(in: ending)
                theirs = try await server.reports()
            case .server:
                let server = try await WaxbillProgram.listen(bench, nil, Self.classical)
                let client = try PeerProgram.client(bench, stack, port: server.port, expect, connections: 3)
                theirs = try await client.reports()
                ours = try await server.reports(3)
            }
            try #require(ours.count == 3 && theirs.count == 3)
            for index in 0..<3 {
                agreement.resumed = index > 0
                try #require(agreement.differences(from: ours[index], as: role) == [], "connection \(index)")
                try #require(agreement.differences(from: theirs[index], weAre: role) == [], "connection \(index)")
            }
        }
    }

    /// Data both ways in a resumed connection of our client.
    func resumedEcho() async throws {
        try await cell(stack, .client, .resumption) { bench in
            let server = try await PeerProgram.server(bench, stack, connections: 2)
            let session = Received<Session>()
            for resumes in [false, true] {
                let summary = try await InProcess.connect(
                    port: server.port, session: session.value,
                    takeSession: { session.set($0) },
                    { connection in
                        try await connection.send("ping\n")
                        try await connection.expect("ping\n")
                        return connection.summary
                    })
                try #require(summary.resumed == resumes)
            }
            let reports = try await server.reports()
            try #require(reports.count == 2 && reports.allSatisfy { $0.closedCleanly == true })
        }
    }

    /// Each side ends with close_notify, the client first; the other direction stays open for the echo.
    func closure(_ role: OurRole) async throws {
        try await handshake(role, .closure, agreeing: agreement(), ours: Self.classical)
    }

    /// Our client renews its keys and asks the server to do so; our server does the same in the middle of an echo.
    func keyUpdate(_ role: OurRole) async throws {
        switch role {
        case .client:
            try await handshake(
                .client, .keyUpdate, agreeing: agreement(), ours: Self.classical + ["--key-update"])
        case .server: try await serveInside(.keyUpdate, updatesKeys: true)
        }
    }

    /// Reserved values in our ClientHello (RFC 8701).
    func grease() async throws { try await connectInside(.grease) { $0.sendsGREASE = true } }

    /// Records filled up to 512 bytes.
    func padding(_ role: OurRole) async throws {
        switch role {
        case .client: try await connectInside(.padding) { $0.recordPadding = .multiple(of: 512) }
        case .server: try await serveInside(.padding) { $0.recordPadding = .multiple(of: 512) }
        }
    }

    /// A client that gets a cookie brings it back.
    /// - Parameter theirs: options that keep the client from having a share for P-384.
    func cookie(theirs: [String] = ["--group", "x25519,secp384r1"], group: NamedGroup = .secp384r1) async throws {
        try await serveInside(.cookie, theirs: theirs) { configuration in
            configuration.groups = [group]
            configuration.sendsCookie = true
        }
    }

    /// No session ID and no ChangeCipherSpec from us (RFC 9846, Appendix E.4).
    func withoutCompatibility() async throws {
        try await connectInside(.middlebox) { $0.middleboxCompatibility = false }
    }

    private func connectInside(
        _ feature: Feature, _ change: (inout ClientConfiguration) -> Void
    ) async throws {
        try await cell(stack, .client, feature) { bench in
            var configuration = InProcess.clientConfiguration()
            change(&configuration)
            let server = try await PeerProgram.server(bench, stack)
            try await InProcess.connect(port: server.port, configuration) { connection in
                try await connection.send("ping\n")
                try await connection.expect("ping\n")
            }
            let reports = try await server.reports()
            try #require(reports.map(\.closedCleanly) == [true])
        }
    }

    private func serveInside(
        _ feature: Feature, theirs: [String] = [], updatesKeys: Bool = false,
        _ change: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws {
        try await cell(stack, .server, feature) { bench in
            var configuration = InProcess.serverConfiguration()
            change(&configuration)
            let client = try await InProcess.listen(configuration) { port in
                try PeerProgram.client(bench, stack, port: port, theirs)
            } serve: { connection, client in
                try await connection.expect("ping\n")
                if updatesKeys { try await connection.updateKeys() }
                try await connection.send("ping\n")
                try await connection.expectEnd()
                return client
            }
            let reports = try await client.reports()
            try #require(reports.map(\.closedCleanly) == [true])
        }
    }

    /// A mebibyte to the peer's server and back.
    func bulk() async throws {
        try await cell(stack, .client, .bulk) { bench in
            let text = (0..<150_000).map { "\(1_000_000 + $0)\n" }.joined()
            let server = try await PeerProgram.server(bench, stack)
            let client = try WaxbillProgram.connect(bench, port: server.port)
            client.send(text)
            client.endInput()
            let ending = try await client.ending()
            try #require(ending.status == 0)
            try #require(try bench.contents("received") == text)
            _ = try await server.reports()
        }
    }

    /// Our options where the group is not the question.
    static let classical = ["--groups", "x25519"]

    /// What both sides agree upon by default.
    func agreement(group: String = "x25519") -> Agreement { Agreement(group: group) }
}
