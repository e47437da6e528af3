import TLSCrypto
import Testing

@testable import WaxbillTLS

@Suite struct ClientSessionCacheTests {
    private static let now: UInt64 = 1_790_000_000_000
    private let name = ServerName.dnsName("a.test")

    @Test func newestFirstAndOnce() {
        let cache = ClientSessionCache()
        for ticket in 1...3 { cache.insert(session(UInt8(ticket), name)) }
        #expect((0..<4).map { _ in cache.take(name, at: Self.now)?.ticket } == [[3], [2], [1], nil])
    }

    @Test func byName() {
        let cache = ClientSessionCache()
        let other = ServerName.ipAddress([192, 0, 2, 1])
        cache.insert(session(1, name))
        cache.insert(session(2, other))
        #expect(cache.take(.dnsName("b.test"), at: Self.now) == nil)
        #expect(cache.take(other, at: Self.now)?.ticket == [2])
        #expect(cache.take(name, at: Self.now)?.ticket == [1])
    }

    @Test func expired() {
        let cache = ClientSessionCache()
        cache.insert(session(1, name, lifetime: 100))
        cache.insert(session(2, name, lifetime: 10))
        #expect(cache.take(name, at: Self.now + 10_000)?.ticket == [1])
        #expect(cache.take(name, at: Self.now) == nil)
    }

    @Test func bounds() {
        let cache = ClientSessionCache(capacity: 2, sessionsPerName: 2)
        for ticket in 1...5 { cache.insert(session(UInt8(ticket), name)) }
        #expect((0..<3).map { _ in cache.take(name, at: Self.now)?.ticket } == [[5], [4], nil])
        let names = (0..<10).map { ServerName.dnsName("host\($0).test") }
        for (index, name) in names.enumerated() { cache.insert(session(UInt8(index), name)) }
        // The newest name is there, and no more than one other.
        #expect(cache.take(names[9], at: Self.now)?.ticket == [9])
        #expect(names.filter { cache.take($0, at: Self.now) != nil }.count == 1)
    }

    private func session(_ ticket: UInt8, _ name: ServerName, lifetime: UInt32 = 3600) -> Session {
        Session(
            ticket: [ticket], sessionID: [], lifetime: lifetime, receivedAt: Self.now, version: .tls13,
            cipherSuite: .aes128GCMSHA256, serverName: name, applicationProtocol: nil, peerCertificates: [],
            verified: true, ocspResponse: nil, clientAuthenticated: false, ageAdd: 0,
            secret: Secret(copying: [UInt8](repeating: 1, count: 32)))
    }
}
