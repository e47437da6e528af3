import TLSCrypto
import TLSWire
import Testing

/// Key block and records as another implementation has them.
@Suite struct OpenSSLSession12Tests {
    @Test(
        arguments: OpenSSLSession12.all.filter {
            CipherSuite(name: $0.suite).flatMap(CipherSuiteParameters12.init) != nil
        })
    func recordsOpen(session: OpenSSLSession12) throws {
        let suite = try #require(CipherSuite(name: session.suite))
        let keys = KeyBlock12(
            try #require(CipherSuiteParameters12(suite)), version: session.version,
            mainSecret: Secret(copying: [UInt8](hex: session.mainSecret)),
            clientRandom: [UInt8](hex: session.clientRandom), serverRandom: [UInt8](hex: session.serverRandom))
        let client = try Self.opened(session.client, keys.client, session, suite)
        let server = try Self.opened(session.server, keys.server, session, suite)
        // Finished: its header and twelve bytes.
        #expect(client[0].prefix(4).elementsEqual([20, 0, 0, 12]) && client[0].count == 16)
        #expect(server[0].prefix(4).elementsEqual([20, 0, 0, 12]) && server[0].count == 16)
        #expect(client[1...].joined().elementsEqual("pingagain".utf8))
        #expect(server[1...].joined().elementsEqual(String(repeating: "Hello from OpenSSL. ", count: 5).utf8))
    }

    private static func opened(
        _ records: [OpenSSLSession12.Record], _ keys: RecordKeys12, _ session: OpenSSLSession12, _ suite: CipherSuite
    ) throws -> [[UInt8]] {
        let opening = try Protection12(
            suite, session.version, encryptsThenMACs: session.encryptsThenMACs, keys: keys, .opening)
        return try records.enumerated().map { number, record in
            try opening.open([UInt8](hex: record.fragment), record.type, UInt64(number))
        }
    }
}
