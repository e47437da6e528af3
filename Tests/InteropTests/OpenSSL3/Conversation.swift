import Testing

/// A line each way between `waxbill` and OpenSSL, the end of both, and what both say of it.
enum Conversation {
    /// `waxbill connect` says `ping`, the server `pong`.
    static func connect(
        _ bench: Bench, _ server: OpenSSLServer, _ options: [String] = [], agreeing agreement: Agreement
    ) async throws {
        let client = try WaxbillProgram.connect(bench, port: server.port, options)
        client.send("ping\n")
        try await server.process.wait(for: "ping\n")
        // What is written before the client's end is read before it.
        server.process.send("pong\n")
        client.endInput()
        let ending = try await client.ending()
        let reports = try WaxbillReport.all(in: ending)
        try #require(reports.count == 1)
        try #require(agreement.differences(from: reports[0], as: .client) == [])
        try #require(ending.status == 0)
        try #require(try bench.contents("received") == "pong\n")
        let report = try #require(server.reports.first)
        try #require(agreement.differences(from: report, weAre: .client) == [])
        try await server.process.wait(for: "warning close_notify")
    }

    /// The client says `ping` and `waxbill listen --echo` the same.
    static func listen(_ client: OpenSSLClient, _ server: WaxbillServer, agreeing agreement: Agreement) async throws {
        client.process.send("ping\n")
        try await client.process.wait(for: "\nping\n")
        client.process.endInput()
        let ending = try await client.process.ending()
        try #require(ending.status == 0)
        try #require(agreement.differences(from: client.report, weAre: .server) == [])
        try #require(agreement.differences(from: try await server.report(), as: .server) == [])
    }
}
