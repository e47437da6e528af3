import Foundation

/// The programs that tests run.
enum Programs {
    /// The built command line: the one beside the test bundle, if the environment names no other.
    static let waxbill: String = {
        if let path = ProcessInfo.processInfo.environment["WAXBILL_PROGRAM"] { return path }
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let sibling = folder.appendingPathComponent("waxbill").path
        guard !FileManager.default.isExecutableFile(atPath: sibling) else { return sibling }
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.appendingPathComponent(".build/debug/waxbill").path
    }()

    /// Whether the environment names the command line.
    static let isGiven = ProcessInfo.processInfo.environment["WAXBILL_PROGRAM"] != nil

    static let openSSL = find("openssl")
    static let curl = find("curl")

    static let missingOpenSSL = "openssl is not installed (package openssl)"
    static let missingCurl = "curl is not installed (package curl)"

    private static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

extension Program {
    /// Starts `waxbill`.
    static func waxbill(
        _ arguments: [String], input: String? = "", environment: [String: String] = [:]
    ) throws -> Program {
        try Program(Programs.waxbill, arguments, input: input, environment: environment)
    }

    /// Runs `waxbill` to its end.
    static func runWaxbill(
        _ arguments: [String], input: String? = "", environment: [String: String] = [:]
    ) async throws -> Ending {
        try await waxbill(arguments, input: input, environment: environment).ending()
    }

    /// Starts `waxbill listen` on a free port and waits until it is ready.
    static func listen(_ arguments: [String], environment: [String: String] = [:]) async throws -> (Program, port: Int)
    {
        let server = try Program.waxbill(["listen", "127.0.0.1:0"] + arguments, environment: environment)
        let address = try await server.errorLine("listening on ")
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }), port > 0 else {
            throw TestFailure("no port in \"\(address)\"")
        }
        return (server, port)
    }

    /// Starts `openssl s_server` on a free port and waits until it is ready.
    static func openSSLServer(_ arguments: [String]) async throws -> (Program, port: Int) {
        guard let openSSL = Programs.openSSL else { throw TestFailure(Programs.missingOpenSSL) }
        let server = try Program(openSSL, ["s_server", "-accept", "127.0.0.1:0", "-tls1_3"] + arguments, input: nil)
        let address = try await server.outputLine("ACCEPT ")
        guard let port = address.split(separator: ":").last.flatMap({ Int($0) }), port > 0 else {
            throw TestFailure("no port in \"\(address)\"")
        }
        return (server, port)
    }

    /// Starts `openssl s_client -quiet`, which ends where its input does.
    static func openSSLClient(_ port: Int, _ arguments: [String], input: String? = "") throws -> Program {
        guard let openSSL = Programs.openSSL else { throw TestFailure(Programs.missingOpenSSL) }
        return try Program(
            openSSL, ["s_client", "-connect", "127.0.0.1:\(port)", "-tls1_3", "-quiet", "-no_ign_eof"] + arguments,
            input: input)
    }
}
