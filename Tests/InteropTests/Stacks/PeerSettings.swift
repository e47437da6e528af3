import TLSWire

/// A protocol version as the peers call it.
enum Version: String, Sendable, Comparable, CaseIterable {
    case tls10 = "1.0"
    case tls11 = "1.1"
    case tls12 = "1.2"
    case tls13 = "1.3"

    static func < (first: Version, second: Version) -> Bool { first.rawValue < second.rawValue }

    /// The version on the wire.
    var number: ProtocolVersion {
        switch self {
        case .tls10: .tls10
        case .tls11: .tls11
        case .tls12: .tls12
        case .tls13: .tls13
        }
    }

    /// As reports call it.
    var reportedName: String { "TLSv\(rawValue)" }
}

/// What a peer is told of its connections. Every peer takes it its own way.
struct PeerSettings: Sendable {
    var versions = Version.tls13...Version.tls13
    /// None: those that the peer likes.
    var cipherSuites: [CipherSuite] = []
    /// JSSE makes its connections with one after the other of ``cipherSuites``.
    var usesEachSuiteAlone = false
    /// By their names in the RFCs. None: those that the peer likes.
    var groups: [String] = []
    var applicationProtocols: [String] = []
    /// None: a server shows its usual one, and a client none.
    var identity: Credentials?
    /// A server wants a certificate of the authority from its client.
    var requiresClientCertificate = false
    /// How many connections, one after the other.
    var connections = 1
    /// The peer complains where a connection but the first is not resumed.
    var expectsResumption = false
    /// Sessions before TLS 1.3 are resumed by their ID and not by a ticket.
    var withoutTickets = false
    /// RFC 7627 is switched off.
    var withoutExtendedMasterSecret = false
    /// RFC 7366 is switched off.
    var withoutEncryptThenMAC = false
    /// The label of keying material to show, where the peer can.
    var exportLabel: String?
    /// Where the peer writes its secrets, if it can.
    var keyLog: String?
    /// After how many bytes JSSE renews its keys.
    var keyLimit: Int?

    /// The usual settings, changed.
    static func with(_ change: (inout PeerSettings) throws -> Void) rethrows -> PeerSettings {
        var settings = PeerSettings()
        try change(&settings)
        return settings
    }

    var newestVersion: Version { versions.upperBound }

    /// Only this version.
    mutating func speakOnly(_ version: Version) { versions = version...version }
}
