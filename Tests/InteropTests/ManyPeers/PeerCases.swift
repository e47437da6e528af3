import Foundation
import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

/// The cases of TLS 1.3 that are the same with every peer that sends lines back.
struct PeerCases {
    let encounter: Encounter

    private var stack: Stack { encounter.stack }
    private var role: OurRole { encounter.role }
    private var peer: any Peer { stack.peer }

    /// A line each way, and what both say of the connection.
    func handshake(
        _ feature: Feature, agreeing agreement: Agreement = Agreement(), identity: Credentials? = nil,
        ours: [String] = classical, theirs: PeerSettings = PeerSettings()
    ) async throws {
        try await handshake(.feature(feature), agreeing: agreement, identity: identity, ours: ours, theirs: theirs)
    }

    private func handshake(
        _ row: Row, agreeing agreement: Agreement, identity: Credentials?, ours: [String], theirs: PeerSettings
    ) async throws {
        var agreement = agreement
        agreement.isTruncated = stack.truncates
        try await cell(stack, role, row) { [agreement] bench in
            let reports: [PeerReport]
            switch role {
            case .client:
                let server = try await peer.serve(bench, theirs)
                let client = try WaxbillProgram.connect(bench, port: server.port, ours)
                client.send(Echo.line)
                // Our end goes out before the echo comes in: the other direction stays open, but with BoringSSL.
                if stack.truncates { try await bench.wait(for: Echo.line, in: "received", of: client) }
                client.endInput()
                try await WaxbillProgram.success(of: client, agreeing: agreement)
                try #require(try bench.contents("received") == Echo.line)
                reports = try await server.reports()
            case .server:
                let server = try await WaxbillProgram.listen(bench, identity.map { [$0] }, ours)
                let client = try peer.call(bench, port: server.port, theirs)
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
    func group(_ group: String) async throws {
        let chooses = stack.choosesGroups
        try await handshake(
            .groups, agreeing: Agreement(group: group), ours: ["--groups", group],
            theirs: .with { $0.groups = chooses ? [group] : [] })
    }

    /// Neither side is told a group.
    func defaults() async throws {
        let group = stack.knowsHybrid ? "X25519MLKEM768" : "x25519"
        try await handshake(.groups, agreeing: Agreement(group: group), ours: [])
    }

    /// The server speaks another group than the one that the client has a share for.
    func helloRetryRequest() async throws {
        // Deno's client has no share for the hybrid, and its server takes it.
        let group = stack.choosesGroups ? "secp384r1" : "X25519MLKEM768"
        let agreement = Agreement(group: group, helloRetryRequest: true)
        let theirs = PeerSettings.with {
            if stack.choosesGroups { $0.groups = role == .client ? [group] : ["secp256r1", group] }
        }
        try await handshake(
            .helloRetryRequest, agreeing: agreement, ours: role == .client ? [] : ["--groups", group], theirs: theirs)
    }

    func applicationProtocol() async throws {
        // The server's order decides; our choices are made so that it does not matter whose it is.
        try await handshake(
            .alpn, agreeing: Agreement(alpn: "h2"), ours: Self.classical + ["--alpn", "h2,http/1.1"],
            theirs: .with { $0.applicationProtocols = ["h2", "acme-tls/1"] })
    }

    func cipherSuite(_ suite: String) async throws {
        try await handshake(
            .cipherSuites, agreeing: Agreement(cipherSuite: suite), ours: Self.classical + ["--cipher", suite])
    }

    func certificate(_ kind: KeyKind) async throws {
        let identity = try InteropFiles.server(kind)
        try await handshake(
            .handshake(Handshake(version: .tls13, kind: kind)), agreeing: Agreement(), identity: identity,
            ours: Self.classical, theirs: .with { if role == .client { $0.identity = identity } })
    }

    func clientCertificate(_ kind: KeyKind) async throws {
        let identity = try InteropFiles.client(kind)
        switch role {
        case .client:
            try await handshake(
                .clientCertificates, agreeing: Agreement(client: TestPKI.clientName),
                ours: Self.classical + identity.options("--cert", "--key"),
                theirs: .with { $0.requiresClientCertificate = true })
        case .server:
            try await handshake(
                .clientCertificates, agreeing: Agreement(client: TestPKI.clientName),
                ours: Self.classical + ["--client-ca", InteropFiles.authority], theirs: .with { $0.identity = identity }
            )
        }
    }

    /// A client without a certificate, or with an impostor's.
    func refusedClient(_ identity: Credentials?) async throws {
        let alert = identity == nil ? stack.alertForMissingClient : stack.alertForClientOfImpostor
        try await cell(stack, role, .refusedClient) { bench in
            switch role {
            case .client:
                let server = try await peer.serve(bench, .with { $0.requiresClientCertificate = true })
                let shown = identity?.options("--cert", "--key") ?? []
                let client = try WaxbillProgram.connect(bench, port: server.port, shown)
                // Deno may close before rustls' alert is out.
                try await WaxbillProgram.failure(
                    of: client, alertReceived: alert, mayLoseAlert: stack == .rustls)
                _ = try await server.reports(good: false)
            case .server:
                let server = try await WaxbillProgram.listen(bench, nil, ["--client-ca", InteropFiles.authority])
                let client = try peer.call(bench, port: server.port, .with { $0.identity = identity })
                try await server.failure(alertSent: identity == nil ? "certificate_required" : "unknown_ca")
                _ = try await client.reports(good: false)
            }
        }
    }

    /// A server that an impostor certified.
    func refusedServer() async throws {
        let impostor = InteropFiles.impostorServer
        try await cell(stack, role, .refusedServer) { bench in
            switch role {
            case .client:
                let server = try await peer.serve(bench, .with { $0.identity = impostor })
                let client = try WaxbillProgram.connect(bench, port: server.port)
                try await WaxbillProgram.failure(of: client, status: 77, alertSent: "unknown_ca")
                _ = try await server.reports(good: false)
            case .server:
                let server = try await WaxbillProgram.listen(bench, [impostor])
                let client = try peer.call(bench, port: server.port, PeerSettings())
                try await server.failure(alertReceived: stack.alertForServerOfImpostor)
                _ = try await client.reports(good: false)
            }
        }
    }

    /// Connections of which all but the first resume sessions.
    func resumption() async throws {
        var agreement = Agreement()
        let count = stack.mostConnections
        let theirs = PeerSettings.with {
            $0.connections = count
            $0.expectsResumption = true
        }
        try await cell(stack, role, .resumption) { bench in
            let ours: [WaxbillReport]
            let theirReports: [PeerReport]
            switch role {
            case .client:
                let server = try await peer.serve(bench, theirs)
                let client = try WaxbillProgram.connect(
                    bench, port: server.port, Self.classical + ["--resume", "\(count - 1)"])
                client.endInput()
                let ending = try await client.ending()
                try #require(ending.status == 0)
                ours = try WaxbillReport.all(in: ending)
                theirReports = try await server.reports()
            case .server:
                let server = try await WaxbillProgram.listen(bench, nil, Self.classical)
                let client = try peer.call(bench, port: server.port, theirs)
                theirReports = try await client.reports()
                ours = try await server.reports(count)
            }
            try #require(ours.count == count && theirReports.count == count)
            for index in 0..<count {
                agreement.resumed = index > 0
                try #require(agreement.differences(from: ours[index], as: role) == [], "connection \(index)")
                try #require(agreement.differences(from: theirReports[index], weAre: role) == [], "connection \(index)")
            }
        }
    }

    /// Data both ways in a resumed connection of our client.
    func resumedEcho() async throws {
        try await cell(stack, .client, .resumption) { bench in
            let server = try await peer.serve(bench, .with { $0.connections = 2 })
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
            try #require(reports.count == 2 && reports.allSatisfy { $0.closedCleanly != false })
        }
    }

    /// Each side ends with close_notify, the client first; the other direction stays open for the echo.
    func closure() async throws { try await handshake(.closure) }

    /// Our client renews its keys and asks the server to do so; our server does the same in the middle of an echo.
    func keyUpdate() async throws {
        switch role {
        case .client: try await handshake(.keyUpdate, ours: Self.classical + ["--key-update"])
        case .server: try await serveInside(.keyUpdate, updatesKeys: true)
        }
    }

    /// Reserved values in our ClientHello (RFC 8701).
    func grease() async throws { try await connectInside(.grease) { $0.sendsGREASE = true } }

    /// Records filled up to 512 bytes.
    func padding() async throws {
        switch role {
        case .client: try await connectInside(.padding) { $0.recordPadding = .multiple(of: 512) }
        case .server: try await serveInside(.padding) { $0.recordPadding = .multiple(of: 512) }
        }
    }

    /// A client that gets a cookie brings it back.
    func cookie() async throws {
        // What the client knows and has no share for.
        let group: NamedGroup = stack.choosesGroups ? .secp384r1 : .x25519MLKEM768
        let theirs = PeerSettings.with { $0.groups = stack.choosesGroups ? ["secp256r1", "secp384r1"] : [] }
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
            let server = try await peer.serve(bench, PeerSettings())
            try await InProcess.connect(port: server.port, configuration) { connection in
                try await connection.send("ping\n")
                try await connection.expect("ping\n")
            }
            let reports = try await server.reports()
            try #require(reports.count == 1 && reports[0].closedCleanly != false)
        }
    }

    private func serveInside(
        _ feature: Feature, theirs: PeerSettings = PeerSettings(), updatesKeys: Bool = false,
        _ change: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws {
        try await cell(stack, .server, feature) { bench in
            var configuration = InProcess.serverConfiguration()
            change(&configuration)
            let client = try await InProcess.listen(configuration) { port in
                try peer.call(bench, port: port, theirs)
            } serve: { connection, client in
                try await connection.expect("ping\n")
                if updatesKeys { try await connection.updateKeys() }
                try await connection.send("ping\n")
                try await connection.expectEnd()
                return client
            }
            let reports = try await client.reports()
            try #require(reports.count == 1 && reports[0].closedCleanly != false)
        }
    }

    /// A mebibyte to the peer's server and back.
    func bulk() async throws {
        try await cell(stack, .client, .bulk) { bench in
            let server = try await peer.serve(bench, PeerSettings())
            let client = try WaxbillProgram.connect(bench, port: server.port)
            client.send(Self.mebibyte)
            client.endInput()
            let ending = try await client.ending()
            try #require(ending.status == 0)
            try #require(try bench.contents("received") == Self.mebibyte)
            _ = try await server.reports()
        }
    }

    /// A server that renews its keys after each 64 KiB, and asks us to do so. JSSE stumbles over the close_notify that
    /// it then gets, and does not end well.
    func keyUpdateByPeer() async throws {
        try await cell(stack, .client, .keyUpdate) { bench in
            let server = try await peer.serve(bench, .with { $0.keyLimit = 65_536 })
            let client = try WaxbillProgram.connect(bench, port: server.port, ["--narrate"])
            client.send(Self.mebibyte)
            client.endInput()
            let ending = try await client.ending()
            try #require(try bench.contents("received") == Self.mebibyte)
            try #require(ending.error.components(separatedBy: "← KeyUpdate").count > 5)
        }
    }

    /// A mebibyte and a bit without letters, which OpenSSL takes for commands.
    static let mebibyte = (0..<150_000).map { "\(1_000_000 + $0)\n" }.joined()

    /// Our options where the group is not the question.
    static let classical = ["--groups", "x25519"]
}
