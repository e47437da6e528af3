import Testing
import WaxbillTLS
import WaxbillTestSupport

/// The cases of the programs of `Peers/`, each way.
struct ProgramCases {
    let stack: Stack

    /// A line each way, and what both say of the connection.
    func handshake(
        _ role: OurRole, _ feature: Feature, agreeing agreement: Agreement, ours: [String] = [], theirs: [String] = []
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
                let server = try await WaxbillProgram.listen(bench, nil, ours)
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

    func clientCertificate(_ role: OurRole) async throws {
        let identity = try InteropFiles.client().options("--cert", "--key")
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
