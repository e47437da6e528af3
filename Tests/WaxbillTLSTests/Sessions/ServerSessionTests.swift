import TLSCrypto
import TLSWire
import Testing

@testable import WaxbillTLS

/// What a server keeps of a session, as bytes.
@Suite struct ServerSessionTests {
    static let sessions = [
        session(), session(serverName: nil), session(certificates: []), session(hash: 48, isVerified: false),
        session(certificates: [[1], [UInt8](repeating: 2, count: 70_000)]),
        session(issuedAt: .max, lifetime: .max),
    ]

    @Test(arguments: 0..<6) func roundTrip(index: Int) {
        let session = Self.sessions[index]
        #expect(ServerSession(session.encoded()) == session)
    }

    @Test func damage() {
        let bytes = Self.sessions[0].encoded()
        for count in bytes.indices { #expect(ServerSession(Array(bytes.prefix(count))) == nil) }
        #expect(ServerSession(bytes + [0]) == nil)
        #expect(ServerSession([1] + bytes.dropFirst()) == nil)
    }

    @Test func lifetime() {
        let session = Self.session(issuedAt: 10_000, lifetime: 5)
        #expect(!session.isAlive(at: 9999))
        #expect(session.isAlive(at: 10_000))
        #expect(session.isAlive(at: 14_999))
        #expect(!session.isAlive(at: 15_000))
        // The largest numbers there are.
        #expect(!Self.session(issuedAt: .max, lifetime: .max).isAlive(at: 0))
        #expect(Self.session(issuedAt: 0, lifetime: .max).isAlive(at: 1))
    }

    private static func session(
        serverName: String? = "server.test", certificates: [[UInt8]] = [[1, 2], [3]], hash: Int = 32,
        isVerified: Bool = true, issuedAt: UInt64 = 1_790_000_000_000, lifetime: UInt32 = 86_400
    ) -> ServerSession {
        ServerSession(
            version: .tls13, cipherSuite: hash == 32 ? .aes128GCMSHA256 : .aes256GCMSHA384,
            secret: Secret(copying: [UInt8](repeating: 9, count: hash)), issuedAt: issuedAt, lifetime: lifetime,
            serverName: serverName, clientCertificates: certificates, isClientVerified: isVerified)
    }
}
