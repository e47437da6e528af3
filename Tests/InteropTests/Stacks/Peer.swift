import TLSWire
import Testing

/// A TLS implementation at the other end, whatever program it is.
protocol Peer: Sendable {
    /// Starts a server that sends back the lines it gets, and waits until it listens.
    func serve(_ bench: Bench, _ settings: PeerSettings) async throws -> any PeerServer

    /// Starts a client that sends a line, wants it back, and ends, as often as the settings say.
    func call(_ bench: Bench, port: Int, _ settings: PeerSettings) throws -> any PeerClient
}

/// A running client of a peer.
protocol PeerClient: Sendable {
    /// Waits for its end, and gives what it says of each connection.
    /// - Parameter good: whether all should have gone well.
    func reports(good: Bool) async throws -> [PeerReport]
}

/// A running server of a peer.
protocol PeerServer: PeerClient {
    var port: Int { get }
}

extension PeerClient {
    func reports() async throws -> [PeerReport] { try await reports(good: true) }
}

extension Peer {
    /// Connections with each of these suites, none with a session of another.
    func callEach(
        _ bench: Bench, port: Int, _ suites: [CipherSuite], _ settings: PeerSettings
    ) async throws -> [PeerReport] {
        var settings = settings
        settings.cipherSuites = suites
        // One Java virtual machine for all.
        settings.usesEachSuiteAlone = true
        if (self as? PeerProgram)?.stack == .jsse {
            return try await call(bench, port: port, settings).reports()
        }
        var reports: [PeerReport] = []
        for suite in suites {
            settings.cipherSuites = [suite]
            reports += try await call(bench, port: port, settings).reports()
        }
        return reports
    }
}

extension Stack {
    /// Who takes ``PeerSettings`` and sends lines back.
    var peer: any Peer {
        switch self {
        case .openSSL3: OpenSSLPeer()
        case .boringSSL: BoringSSLPeer()
        case .gnuTLS: GnuTLSPeer()
        case .swiftNIOSSL: SwiftNIOSSLPeer()
        default: PeerProgram(stack: self)
        }
    }
}

/// Who is at the other end, and what Waxbill is.
struct Encounter: Sendable, Hashable, CustomTestStringConvertible {
    let stack: Stack
    let role: OurRole

    var testDescription: String { "\(stack), waxbill is the \(role)" }

    /// Each of these stacks that is here, each way. In CI all have to be here.
    static func with(_ stacks: [Stack], as roles: [OurRole] = OurRole.allCases) -> [Encounter] {
        stacks.filter { $0.isPresent || Stack.allAreRequired }
            .flatMap { stack in roles.map { Encounter(stack: stack, role: $0) } }
    }
}
