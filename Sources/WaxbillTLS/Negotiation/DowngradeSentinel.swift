import TLSWire

/// What a server puts at the end of its random when it negotiates less than it could (RFC 9846, Section 4.2.3).
enum DowngradeSentinel {
    private static let tls12: [UInt8] = [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01]
    private static let tls11: [UInt8] = [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x00]

    /// The version down to which the connection was brought, where the random is marked.
    static func version(in random: [UInt8]) -> ProtocolVersion? {
        if random.suffix(8).elementsEqual(tls12) { return .tls12 }
        if random.suffix(8).elementsEqual(tls11) { return .tls11 }
        return nil
    }
}
