import Foundation
import MeasuredPrograms

/// A PostgreSQL of this run's own, which commits as PostgreSQL does unless it is told otherwise.
struct Cluster {
    private let server: Program
    private let binaries: String
    private let folder: String
    private let scene: Scene

    init(_ scene: Scene) throws {
        self.scene = scene
        binaries = try Self.binaries()
        folder = scene.path("postgresql")
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let user = Self.asItsUser
        if !user.isEmpty {
            _ = try Program(["chown", "postgres", folder], log: scene.path("chown.log")).ending(beside: nil)
        }
        _ = try Program(
            user + [
                "\(binaries)/initdb", "--pgdata", "\(folder)/data", "--username", "postgres", "--auth", "trust",
                "--locale", "C", "--encoding", "UTF8",
            ], log: scene.path("initdb.log")
        ).ending(beside: nil)
        server = try Program(
            user + [
                "\(binaries)/postgres", "-D", "\(folder)/data", "-k", folder, "-c", "listen_addresses=", "-c",
                "synchronous_commit=on", "-c", "fsync=on",
            ], log: scene.path("postgres.log"))
        _ = try server.wait(for: "ready to accept connections")
        try run("create database baseline", in: "postgres")
        try run("create database ledger", in: "postgres")
    }

    /// The address of the ledger's database.
    var ledgerAddress: String {
        let host = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder
        return "postgresql://postgres@\(host)/ledger"
    }

    /// Runs SQL.
    func run(_ text: String, in database: String) throws {
        _ = try program("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", text, database])
            .ending(beside: nil)
    }

    /// Runs one of PostgreSQL's programs to its end, and gives what it wrote.
    func output(_ name: String, _ arguments: [String]) throws -> String {
        let program = try program(name, arguments)
        _ = try program.ending(beside: nil)
        return program.output
    }

    /// Of a measurement.
    var seconds: Int { scene.settings.seconds }

    func path(_ name: String) -> String { scene.path(name) }

    /// Reads and removes the times that pgbench logged, in milliseconds: a file for each of its threads.
    func takeTimes() throws -> [Double] {
        let files = FileManager.default
        let names = try files.contentsOfDirectory(atPath: scene.folder).filter { $0.hasPrefix("pgbench-times.") }
        return try names.flatMap { name in
            let text = try String(contentsOfFile: path(name), encoding: .ascii)
            try files.removeItem(atPath: path(name))
            // The third column is the time that a transfer took, in microseconds.
            return text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
                line.split(separator: UInt8(ascii: " ")).dropFirst(2).first
                    .flatMap { Double(String(decoding: $0, as: UTF8.self)) }.map { $0 / 1000 }
            }
        }
    }

    /// Stops it without waiting for who is connected.
    func stop() { server.stop(with: SIGINT) }

    private func program(_ name: String, _ arguments: [String]) throws -> Program {
        try Program(
            ["\(binaries)/\(name)", "--host", folder, "--username", "postgres"] + arguments,
            log: scene.path("\(name).log"))
    }

    /// PostgreSQL refuses to run as root.
    private static var asItsUser: [String] {
        getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : []
    }

    private static func binaries() throws -> String {
        // Debian keeps the server's programs out of PATH, a folder for each version.
        let folder = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { Int($0) }
        guard let newest = versions.max() else { throw BenchFailure("there is no PostgreSQL in \(folder)") }
        return "\(folder)/\(newest)/bin"
    }
}
