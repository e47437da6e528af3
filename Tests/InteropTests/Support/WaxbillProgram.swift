import Foundation
import Testing

/// The `waxbill` that users run.
enum WaxbillProgram {
    /// Where the build puts it: beside the test bundle.
    static let path: String = {
        let sibling = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("waxbill").path
        return FileManager.default.isExecutableFile(atPath: sibling)
            ? sibling : Stack.root.appendingPathComponent(".build/debug/waxbill").path
    }()

    /// Starts `waxbill connect` to a peer's server. What the peer sends goes to the case's file `received`, or `output`.
    static func connect(
        _ bench: Bench, port: Int, serverName: String = "localhost", output: String = "received",
        _ options: [String] = []
    ) throws -> ChildProcess {
        let target = ["connect", "127.0.0.1:\(port)", "--server-name", serverName, "--ca", InteropFiles.authority]
        return try bench.start(path, target + ["--json", "--output", bench.path(output)] + options)
    }

    /// Waits for the end of a `waxbill connect` that did what it should.
    @discardableResult
    static func success(of client: ChildProcess, agreeing agreement: Agreement) async throws -> WaxbillReport {
        let ending = try await client.ending()
        let reports = try WaxbillReport.all(in: ending)
        try #require(reports.count == 1)
        try #require(agreement.differences(from: reports[0], as: .client) == [])
        try #require(ending.status == (agreement.isTruncated ? 76 : 0))
        return reports[0]
    }

    /// Waits for the bad end of a `waxbill connect`: 76 where TLS failed, 77 where it refused the server's certificate.
    /// - Parameter mayLoseAlert: whether the server may close before its alert is out.
    static func failure(
        of client: ChildProcess, status: Int32 = 76, alertSent: String? = nil, alertReceived: String? = nil,
        mayLoseAlert: Bool = false
    ) async throws {
        let ending = try await client.ending()
        let reports = try WaxbillReport.all(in: ending)
        try #require(reports.count == 1)
        try #require(reports[0].alertSent == alertSent)
        try #require(reports[0].alertReceived == alertReceived || mayLoseAlert && reports[0].alertReceived == nil)
        try #require(reports[0].error != nil)
        try #require(ending.status == status)
    }

    /// Starts `waxbill listen` and waits until it listens.
    static func listen(
        _ bench: Bench, _ credentials: [Credentials]? = nil, _ options: [String] = [], json: Bool = true
    ) async throws -> WaxbillServer {
        let identities = try (credentials ?? [InteropFiles.server()]).flatMap { $0.options("--cert", "--key") }
        let service = options.contains("--www") ? [] : ["--echo"]
        let process = try bench.start(
            path, ["listen", "0"] + (json ? ["--json"] : []) + service + identities + options, patience: 60)
        let address = try await process.line("listening on ", in: .error)
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw InteropFailure("no port", process.command, process.transcript)
        }
        return WaxbillServer(process: process, port: port)
    }
}

/// A running `waxbill listen`.
struct WaxbillServer {
    let process: ChildProcess
    let port: Int

    /// Waits for the reports of this many connections, then ends the server and wants it to end well.
    /// - Returns: the reports, first those of new sessions and then those of resumed ones. (A connection of which the client
    ///   has seen the end may be reported after the next.)
    func reports(_ count: Int) async throws -> [WaxbillReport] {
        try await process.wait("\(count) reports") { transcript in
            transcript.output.count { $0 == "\n" } >= count ? true : nil
        }
        process.signal(SIGTERM)
        let ending = try await process.ending()
        try #require(ending.status == 0, "waxbill listen ends well on SIGTERM")
        let reports = try WaxbillReport.all(in: ending)
        try #require(reports.count == count)
        return reports.filter { !$0.resumed } + reports.filter(\.resumed)
    }

    /// The report of the only connection.
    func report() async throws -> WaxbillReport { try await reports(1)[0] }

    /// The only connection fails with these alerts.
    func failure(alertSent: String? = nil, alertReceived: String? = nil) async throws {
        let report = try await report()
        try #require(report.alertSent == alertSent)
        try #require(report.alertReceived == alertReceived)
        try #require(report.error != nil)
    }
}
