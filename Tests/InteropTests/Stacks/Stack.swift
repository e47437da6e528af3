import Foundation

/// The TLS implementations at the other end.
enum Stack: String, CaseIterable, Sendable, CustomStringConvertible {
    case openSSL3 = "OpenSSL 3"
    case boringSSL = "BoringSSL"
    case swiftNIOSSL = "swift-nio-ssl"
    case go = "Go"
    case openSSL4 = "OpenSSL 4"
    case rustls = "rustls"
    case jsse = "JSSE"
    case gnuTLS = "GnuTLS"
    case curl = "curl"
    case chromium = "Chromium"
    case nghttp2 = "nghttp2"

    var description: String { rawValue }

    /// The program that speaks for it; nil: it is linked into the tests.
    var program: String? {
        switch self {
        case .openSSL3: Self.inPath("openssl")
        case .boringSSL: Self.inPath("bssl-tool")
        case .swiftNIOSSL: nil
        case .go: Self.installed("go-peer")
        case .openSSL4: Self.installed("python")
        case .rustls: Self.installed("deno")
        case .jsse: Self.installed("jsse-peer")
        case .gnuTLS: Self.inPath("gnutls-cli")
        case .curl: Self.inPath("curl")
        case .chromium: Self.inPath("chromium")
        case .nghttp2: Self.inPath("nghttpd") ?? "/usr/sbin/nghttpd"
        }
    }

    var isPresent: Bool {
        guard let program else { return self == .swiftNIOSSL }
        return FileManager.default.isExecutableFile(atPath: program)
    }

    /// Whether a stack that is not here is a failure.
    static let allAreRequired: Bool = {
        let value = ProcessInfo.processInfo.environment["CI"] ?? ""
        return !value.isEmpty && value != "false" && value != "0"
    }()

    static var gnuTLSServer: String? { inPath("gnutls-serv") }

    /// What it says that it is; nil when it is not here.
    func version() async -> String? {
        guard isPresent else { return nil }
        switch self {
        case .openSSL3: return await firstLine(["version"]).map { words($0, 2) }
        case .boringSSL: return "BoringSSL (bssl-tool)"
        case .swiftNIOSSL: return "BoringSSL (swift-nio-ssl)"
        case .go: return await firstLine(["version"], of: Self.installed("go")).map { words($0, 3, from: 2) }
        case .openSSL4:
            let code = "from OpenSSL import SSL; print(SSL.SSLeay_version(0).decode())"
            return await firstLine(["-c", code]).map { words($0, 2) + " (pyOpenSSL)" }
        case .rustls: return await firstLine(["--version"]).map { "rustls (" + words($0, 2) + ")" }
        case .jsse: return await firstLine(["--version"], of: Self.inPath("java")).map { "JSSE (" + words($0, 2) + ")" }
        case .gnuTLS: return await firstLine(["--version"]).map { "GnuTLS " + words($0, 2, from: 1) }
        case .nghttp2: return await firstLine(["--version"]).map { words($0, 2, from: 1) }
        case .curl, .chromium: return await firstLine(["--version"]).map { words($0, 2) }
        }
    }

    private func firstLine(_ arguments: [String], of program: String? = nil) async -> String? {
        guard let program = program ?? self.program,
            let process = try? ChildProcess(program, arguments),
            let ending = try? await process.ending()
        else { return nil }
        return ending.output.split(separator: "\n").first.map(String.init)
    }

    private func words(_ text: String, _ end: Int, from start: Int = 0) -> String {
        text.split(separator: " ").prefix(end).dropFirst(start).joined(separator: " ")
    }

    /// What keeps the machine's settings out of the peers, and the peers out of the user's folders.
    static let environment = [
        "OPENSSL_CONF": "/dev/null", "DENO_NO_UPDATE_CHECK": "1", "DENO_DIR": installed("../deno-cache"),
        "NO_COLOR": "1",
    ]

    /// The package's root.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Where the programs of `Peers/` are.
    static let peerSources = root.appendingPathComponent("Tests/InteropTests/Peers").path

    private static func installed(_ name: String) -> String {
        root.appendingPathComponent(".build/peers/bin/\(name)").path
    }

    static func inPath(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

extension Bench {
    /// Starts the program of a stack.
    func start(_ stack: Stack, _ arguments: [String]) throws -> ChildProcess {
        guard let program = stack.program else { throw InteropFailure("\(stack) is not here") }
        return try start(program, arguments, environment: Stack.environment)
    }
}
