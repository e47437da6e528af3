import Testing

/// A line each way between `waxbill` and OpenSSL, the end of both, and what both say of it.
enum Conversation {
    /// `waxbill connect` says `ping`, the server `pong`.
    @discardableResult
    static func connect(
        _ bench: Bench, _ server: OpenSSLServer, _ options: [String] = [], agreeing agreement: Agreement
    ) async throws -> WaxbillReport {
        let client = try WaxbillProgram.connect(
            bench, port: server.port, serverName: agreement.serverName, options)
        client.send("ping\n")
        try await server.process.wait(for: "ping\n")
        // What is written before the client's end is read before it.
        server.process.send("pong\n")
        client.endInput()
        let report = try await WaxbillProgram.success(of: client, agreeing: agreement)
        try #require(try bench.contents("received") == "pong\n")
        let end = try await server.process.ending()
        try #require(end.output.contains("<<< TLS 1.3, Alert [length 0002], warning close_notify"))
        let theirs = try #require(server.reports.first)
        try #require(agreement.differences(from: theirs, weAre: .client) == [])
        return report
    }

    /// The client says `ping` and `waxbill listen --echo` the same.
    static func listen(_ client: OpenSSLClient, agreeing agreement: Agreement) async throws {
        client.process.send("ping\n")
        try await client.process.wait(for: "\nping\n")
        client.process.endInput()
        let ending = try await client.process.ending()
        try #require(ending.status == 0)
        try #require(agreement.differences(from: client.report, weAre: .server) == [])
    }

    /// The same, and what `waxbill listen` says of its only connection.
    static func listen(
        _ client: OpenSSLClient, _ server: WaxbillServer, agreeing agreement: Agreement
    ) async throws {
        try await listen(client, agreeing: agreement)
        try #require(agreement.differences(from: try await server.report(), as: .server) == [])
    }
}
