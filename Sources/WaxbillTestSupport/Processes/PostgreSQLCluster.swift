import Foundation

/// A PostgreSQL server of a test's own: a new cluster in a temporary folder, reached by a socket in that folder.
///
/// It ends when the last reference goes, and when this process ends in whatever way: a shell that holds the read end of
/// a pipe stands beside it.
public final class PostgreSQLCluster: Sendable {
    /// Whether this machine has PostgreSQL's server.
    public static var isInstalled: Bool { programs != nil }
    public static let missing = "PostgreSQL's server is not installed (scripts/setup --postgres)"

    /// The role that owns everything, and its password. Nobody is let in without.
    public static let user = "waxbill"
    public static let password = "p@ss word/56"

    /// The server's folder: its data, and the socket.
    public let folder: String
    private let process = Process()
    private let lifeline = Pipe()

    /// Makes a cluster and starts its server.
    /// - Parameter syncs: whether a commit waits for the disk. Without, only the loss of the machine loses anything.
    public init(syncs: Bool = false) throws {
        guard let programs = Self.programs else { throw ClusterFailure(description: Self.missing) }
        // Not the usual temporary folder: a socket's path has room for about a hundred characters.
        folder = "/tmp/waxbill-pg-\(UUID().uuidString.prefix(13))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let owner = Self.unprivileged
        if let owner, chown(folder, owner.user, owner.group) != 0 {
            throw ClusterFailure(description: "cannot give \(folder) away")
        }
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", Self.script, "sh", programs, folder, syncs ? "on" : "off", Self.user] + Self.drop
        process.standardInput = lifeline
        process.environment = ProcessInfo.processInfo.environment.merging(["PASSWORD": Self.password]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try waitUntilReady()
    }

    deinit { stop() }

    /// Stops the server, without grace, and removes its folder.
    public func stop() {
        try? lifeline.fileHandleForWriting.close()
        if process.isRunning { process.waitUntilExit() }
    }

    /// Makes a database.
    /// - Parameter options: what SQL's CREATE DATABASE is told besides.
    /// - Returns: its address.
    public func makeDatabase(options: String = "") throws -> String {
        let name = "test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try run("CREATE DATABASE \(name) \(options)")
        return address(name)
    }

    /// Makes a role that owns nothing and may do nothing, with a password, and gives its name.
    public func makeRole(options: String = "") throws -> String {
        let name = "role_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try run("CREATE ROLE \(name) LOGIN PASSWORD '\(Self.password)' \(options)")
        return name
    }

    /// The address of a database.
    public func address(
        _ database: String, user: String = PostgreSQLCluster.user, password: String = PostgreSQLCluster.password,
        port: Int? = nil
    ) -> String {
        let secret = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let path = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "postgres://\(user):\(secret)@\(path)\(port.map { ":\($0)" } ?? "")/\(database)"
    }

    /// Stops the server and starts it again, and returns when it takes connections.
    /// - Parameter mode: `fast`: connections are ended in order; `immediate`: as a loss of power would.
    public func restart(_ mode: String = "fast") throws {
        let before = postmaster
        try lifeline.fileHandleForWriting.write(contentsOf: Data("restart \(mode)\n".utf8))
        for _ in 0..<6000 where postmaster == nil || postmaster == before { usleep(10_000) }
        guard postmaster != before else { throw ClusterFailure(description: "the server does not restart: \(log)") }
        try waitUntilReady()
    }

    /// Starts a standby of this server, which has all databases for reading, and returns when it takes connections.
    /// - Returns: its port, on the same socket's folder.
    public func startStandby() throws -> Int {
        let port = 5433
        try lifeline.fileHandleForWriting.write(contentsOf: Data("standby \(port)\n".utf8))
        try waitUntilReady(port: port)
        return port
    }

    /// Makes the standby a server of its own.
    public func promoteStandby() throws { try run("SELECT pg_promote()", port: 5433) }

    /// Runs SQL with `psql`.
    /// - Returns: what it printed: a row a line, columns parted by `|`.
    @discardableResult
    public func run(_ sql: String, database: String = "postgres", port: Int? = nil) throws -> String {
        let outcome = try ChildProcess.run(
            "\(Self.programs ?? "")/psql",
            ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", address(database, port: port), "-c", sql])
        guard outcome.status == 0 else { throw ClusterFailure(description: outcome.error) }
        return outcome.output
    }

    /// The process of the server that starts all others; nil where it does not run.
    public var postmaster: Int32? {
        guard let text = try? String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8) else {
            return nil
        }
        return text.split(separator: "\n").first.flatMap { Int32($0) }
    }

    /// Kills a process that serves a connection to a test's database, as a fault of the machine may. The server ends all
    /// connections then, and recovers.
    public func killOneConnection() {
        let query = "SELECT pid FROM pg_stat_activity WHERE datname LIKE 'test_%' ORDER BY random() LIMIT 1"
        guard let text = try? run(query), let process = Int32(text.filter(\.isNumber)) else { return }
        kill(process, SIGKILL)
    }

    /// What the server has written about itself.
    public var log: String { (try? String(contentsOfFile: "\(folder)/log", encoding: .utf8)) ?? "" }

    private func waitUntilReady(port: Int? = nil) throws {
        for _ in 0..<6000 {
            if (try? run("SELECT 1", port: port)) != nil { return }
            guard process.isRunning else { break }
            usleep(10_000)
        }
        let log = log
        stop()
        throw ClusterFailure(description: "PostgreSQL does not start: \(log)")
    }

    /// Makes the cluster, starts the server, and ends all of it where standard input ends.
    private static let script = """
        programs=$1 folder=$2 sync=$3 user=$4
        shift 4
        trap : INT HUP TERM
        cd "$folder" || exit 1
        exec 3<&0 </dev/null
        serve() { exec "$@" "$programs/postgres" -D data -k "$folder" -h '' -c fsync=$sync -c max_connections=300 >>log 2>&1; }
        (umask 077 && printf '%s\\n' "$PASSWORD" >password) && chmod 644 password
        "$@" "$programs/initdb" -D data -U "$user" --pwfile=password --auth=scram-sha-256 -E UTF8 --locale=C -N >log 2>&1 &&
        serve "$@" &
        server=$!
        while read -r command value <&3; do
            case $command in
            restart)
                "$@" "$programs/pg_ctl" -D data -m "$value" -w -t 120 stop >>log 2>&1
                serve "$@" &
                server=$!;;
            standby)
                "$@" "$programs/pg_basebackup" -d "host=$folder user=$user password='$PASSWORD'" -D standby -R -c fast >>log 2>&1 &&
                "$@" "$programs/postgres" -D standby -k "$folder" -h '' -p "$value" -c fsync=$sync -c max_connections=300 >>log 2>&1 &;;
            esac
        done
        for data in data standby; do
            [ -f $data/postmaster.pid ] && kill -QUIT "$(head -n 1 $data/postmaster.pid)" 2>/dev/null
        done
        kill -QUIT $server 2>/dev/null
        wait $server
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            [ -f data/postmaster.pid ] || [ -f standby/postmaster.pid ] || break
            sleep 0.1
        done
        cd / && rm -rf "$folder"
        """

    /// The folder of the server's programs.
    private static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders =
            versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.first { folder in
            ["initdb", "postgres", "psql"].allSatisfy {
                FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
            }
        }
    }()

    /// How to run a program as whom PostgreSQL runs.
    private static let drop: [String] =
        unprivileged.map { ["setpriv", "--reuid=\($0.user)", "--regid=\($0.group)", "--clear-groups", "--"] } ?? []

    /// PostgreSQL does not run as root: whom to be instead; nil where this process is somebody else.
    private static var unprivileged: (user: UInt32, group: UInt32)? {
        guard geteuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            if let entry = getpwnam(name) { return (entry.pointee.pw_uid, entry.pointee.pw_gid) }
        }
        return (65534, 65534)
    }
}

/// Why there is no server.
public struct ClusterFailure: Error, CustomStringConvertible {
    public let description: String
}
