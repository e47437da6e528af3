import TLSWire
import WaxbillTLS
import WaxbillTestSupport

extension ClientConfiguration {
    /// Trusts the stub certificates.
    /// Speaks TLS 1.3 only.
    static var stub: ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: StubVerifier())
        configuration.versions = .tls13 ... .tls13
        return configuration
    }
}

extension ServerConfiguration {
    /// Shows a stub certificate, and verifies those of clients.
    static func stub(_ key: StubPKI.KeyType = .p256) -> ServerConfiguration {
        var configuration = ServerConfiguration(identityProvider: StaticIdentities([StubPKI.identity(key)]))
        configuration.certificateVerifier = StubVerifier()
        return configuration
    }
}

/// Makes key log events appear; the pair keeps them.
struct EventsOnly: KeyLog {
    func log(_ entry: KeyLogEntry) {}
}

/// A record on the wire.
struct WireRecord {
    let type: ContentType
    let version: ProtocolVersion
    let fragment: [UInt8]

    /// The records that lie behind each other in `bytes`.
    static func all(in bytes: [UInt8]) -> [WireRecord] {
        var records: [WireRecord] = []
        var rest = bytes[...]
        while rest.count >= 5 {
            let header = Array(rest.prefix(5))
            let length = Int(header[3]) << 8 | Int(header[4])
            records.append(
                WireRecord(
                    type: ContentType(rawValue: header[0]),
                    version: ProtocolVersion(rawValue: UInt16(header[1]) << 8 | UInt16(header[2])),
                    fragment: Array(rest.dropFirst(5).prefix(length))))
            rest = rest.dropFirst(5 + length)
        }
        return records
    }

    /// A record with this content.
    static func bytes(_ type: ContentType, _ fragment: [UInt8], version: UInt16 = 0x0303) -> [UInt8] {
        [
            type.rawValue, UInt8(version >> 8), UInt8(version & 0xff), UInt8(fragment.count >> 8),
            UInt8(fragment.count & 0xff),
        ] + fragment
    }
}

extension [HandshakeEvent] {
    /// The handshake messages that passed in a direction.
    func messages(_ direction: HandshakeEvent.Direction) -> [HandshakeType] {
        compactMap { if case .message(direction, let type, _) = $0 { type } else { nil } }
    }

    /// The bytes of the first handshake message of a type.
    func message(_ direction: HandshakeEvent.Direction, _ type: HandshakeType) -> [UInt8]? {
        compactMap { if case .message(direction, type, let bytes) = $0 { bytes } else { nil } }.first
    }

    /// The alerts that passed in a direction.
    func alerts(_ direction: HandshakeEvent.Direction) -> [AlertDescription] {
        compactMap { if case .alert(direction, _, let alert) = $0 { alert } else { nil } }
    }

    /// The keys that went into force for a direction.
    func epochs(_ direction: HandshakeEvent.Direction) -> [String] {
        compactMap { if case .keysInstalled(direction, let epoch) = $0 { epoch } else { nil } }
    }
}

extension EndpointPair where Client: ~Copyable, Server: ~Copyable {
    /// Sends something both ways; whether it arrived.
    mutating func exchange(_ text: String = "data") async throws -> Bool {
        let toServer = Array("\(text) to server".utf8)
        let toClient = Array("\(text) to client".utf8)
        try client.send(toServer.span.bytes)
        try server.send(toClient.span.bytes)
        await run()
        return serverLog.received.suffix(toServer.count).elementsEqual(toServer)
            && clientLog.received.suffix(toClient.count).elementsEqual(toClient)
    }
}

extension HandshakeMessage {
    /// Decodes a whole message, header included.
    init(decoding bytes: [UInt8]) throws(DecodingFailure) {
        try self.init(decoding: bytes.span.bytes)
    }
}
