import TLSCrypto
import TLSWire

/// What a server remembers of a connection to resume it: the content of a ticket, or what a session ID stands for.
struct ServerSession: Sendable, Equatable {
    /// The version of the original handshake, in which alone the session is resumed.
    let version: ProtocolVersion
    let cipherSuite: CipherSuite
    let secret: Secret
    /// Milliseconds since 1970.
    let issuedAt: UInt64
    /// Seconds.
    let lifetime: UInt32
    let serverName: String?
    let clientCertificates: [[UInt8]]
    let isClientVerified: Bool

    /// Whether the session may still be used.
    func isAlive(at now: UInt64) -> Bool {
        now >= issuedAt && now - issuedAt < UInt64(lifetime) * 1000
    }
}

extension ServerSession {
    /// The format's version; another one is not read.
    private static let format: UInt8 = 2

    /// The bytes to keep. They hold the secret.
    func encoded() -> [UInt8] {
        var writer = WireWriter(reservingCapacity: 128)
        writer.write(Self.format)
        writer.write(version)
        writer.write(cipherSuite)
        writer.writeVector(secret.copyBytes(), length: .uint8)
        writer.write(UInt32(truncatingIfNeeded: issuedAt >> 32))
        writer.write(UInt32(truncatingIfNeeded: issuedAt))
        writer.write(lifetime)
        writer.writeVector(Array((serverName ?? "").utf8), length: .uint8)
        writer.write(isClientVerified ? 1 as UInt8 : 0)
        writer.writeVector(length: .uint24) { list in
            for certificate in clientCertificates { list.writeVector(certificate, length: .uint24) }
        }
        return writer.bytes
    }

    /// Reads what ``encoded()`` made; nil where it is something else.
    init?(_ bytes: [UInt8]) {
        var reader = unsafe WireReader(bytes.span.bytes, "ServerSession")
        guard let session = try? Self(from: &reader) else { return nil }
        self = session
    }

    private init(from reader: inout WireReader) throws(DecodingFailure) {
        guard try reader.uint8("format") == Self.format else { throw reader.failure(.invalidValue, "format") }
        version = try reader.codePoint("version")
        cipherSuite = try reader.codePoint("cipher_suite")
        secret = Secret(copying: try reader.vector("secret", length: .uint8, in: 32...48))
        issuedAt = UInt64(try reader.uint32("issued_at")) << 32 | UInt64(try reader.uint32("issued_at"))
        lifetime = try reader.uint32("lifetime")
        let name = String(decoding: try reader.vector("server_name", length: .uint8), as: UTF8.self)
        serverName = name.isEmpty ? nil : name
        isClientVerified = try reader.uint8("is_client_verified") == 1
        var certificates: [[UInt8]] = []
        var list = try reader.list("client_certificates", length: .uint24)
        while !list.isAtEnd { certificates.append(try list.vector("certificate", length: .uint24)) }
        clientCertificates = certificates
        try reader.finish()
    }
}
