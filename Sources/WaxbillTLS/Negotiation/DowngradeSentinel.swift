import TLSWire

/// What a server puts at the end of its random when it negotiates less than it could (RFC 9846, Section 4.2.3).
enum DowngradeSentinel {
    private static let tls12: [UInt8] = [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01]
    private static let tls11: [UInt8] = [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x00]

    /// Whether the server, by its random, could have spoken more than `version` and the client too, so that somebody came
    /// between them.
    static func reveals(_ random: [UInt8], _ version: ProtocolVersion, best: ProtocolVersion) -> ProtocolVersion? {
        guard version < best, let marked = Self.version(in: random) else { return nil }
        // RFC 9846, Section 4.2.3: who knows TLS 1.2 at best looks for the mark of TLS 1.1 and below only.
        return best >= .tls13 || marked == .tls11 ? marked : nil
    }

    /// The version down to which the connection was brought, where the random is marked.
    static func version(in random: [UInt8]) -> ProtocolVersion? {
        if random.suffix(8).elementsEqual(tls12) { return .tls12 }
        if random.suffix(8).elementsEqual(tls11) { return .tls11 }
        return nil
    }

    /// A server's random, marked where `version` is less than the `highest` that it speaks.
    static func mark(_ random: [UInt8], version: ProtocolVersion, highest: ProtocolVersion) -> [UInt8] {
        guard version < highest, version < .tls13 else { return random }
        return random.dropLast(8) + (version == .tls12 ? tls12 : tls11)
    }
}
