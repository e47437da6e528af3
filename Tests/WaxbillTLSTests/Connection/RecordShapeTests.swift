import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// How long records are on the wire: padding (RFC 9846, Section 5.4) and record_size_limit (RFC 8449).
@Suite struct RecordShapeTests {
    private static let tagLength = 16
    private let data = [UInt8](repeating: 0x61, count: 40_000)

    @Test(arguments: [64, 65, 512, 16_385], [nil, 64, 1000])
    func recordSizeLimit(client clientLimit: Int, server serverLimit: Int?) async throws {
        var client = ClientConfiguration.stub
        var server = ServerConfiguration.stub()
        client.recordSizeLimit = clientLimit
        server.recordSizeLimit = serverLimit
        var pair = try InMemoryPair(client, server)
        try await exchange(&pair)
        // The limits count the content type; the tag comes on top.
        #expect(longestProtected(pair.serverLog.written) == clientLimit + Self.tagLength)
        #expect(longestProtected(pair.clientLog.written) == (serverLimit ?? 16_385) + Self.tagLength)
    }

    /// RFC 8449, Section 4: the server answers only who asks.
    @Test func recordSizeLimitOfTheServerAlone() async throws {
        var server = ServerConfiguration.stub()
        server.recordSizeLimit = 64
        var pair = try InMemoryPair(.stub, server)
        try await exchange(&pair)
        #expect(longestProtected(pair.clientLog.written) == 16_385 + Self.tagLength)
    }

    @Test(arguments: [2, 16, 100, 1000, 16_384, 100_000]) func padding(block: Int) async throws {
        var client = ClientConfiguration.stub
        var server = ServerConfiguration.stub()
        client.recordPadding = .multiple(of: block)
        server.recordPadding = .multiple(of: block)
        var pair = try InMemoryPair(client, server)
        try await exchange(&pair)
        for written in [pair.clientLog.written, pair.serverLog.written] {
            let lengths = protected(written).map { $0 - Self.tagLength }
            #expect(lengths.allSatisfy { $0 % block == 0 || $0 == 16_385 })
            #expect(lengths.contains { $0 == min(block, 16_385) } || block < 100)
        }
    }

    @Test func paddingWithinALimit() async throws {
        var client = ClientConfiguration.stub
        client.recordSizeLimit = 200
        var server = ServerConfiguration.stub()
        server.recordPadding = .multiple(of: 128)
        var pair = try InMemoryPair(client, server)
        try await exchange(&pair)
        #expect(Set(protected(pair.serverLog.written).map { $0 - Self.tagLength }) == [128, 200])
    }

    /// The initial ClientHello alone says TLS 1.0 (RFC 9846, Section 5.1).
    @Test(arguments: [false, true]) func recordVersions(isRetried: Bool) async throws {
        var client = ClientConfiguration.stub
        if isRetried { client.keyShareGroups = [] }
        var pair = try InMemoryPair(client, .stub())
        try await exchange(&pair)
        let versions = WireRecord.all(in: pair.clientLog.written).map(\.version)
        #expect(versions.first == .tls10)
        #expect(versions.dropFirst().allSatisfy { $0 == .tls12 })
        #expect(WireRecord.all(in: pair.serverLog.written).allSatisfy { $0.version == .tls12 })
    }

    private func exchange(_ pair: inout InMemoryPair) async throws {
        await pair.run()
        try pair.client.send(data.span.bytes)
        try pair.server.send(data.span.bytes)
        await pair.run()
        pair.client.close()
        pair.server.close()
        await pair.run()
        #expect(pair.clientLog.error == nil)
        #expect(pair.serverLog.error == nil)
        #expect(pair.clientLog.received == data)
        #expect(pair.serverLog.received == data)
        #expect(pair.clientLog.closures == [true])
        #expect(pair.serverLog.closures == [true])
    }

    private func protected(_ bytes: [UInt8]) -> [Int] {
        WireRecord.all(in: bytes).filter { $0.type == .applicationData }.map(\.fragment.count)
    }

    private func longestProtected(_ bytes: [UInt8]) -> Int? { protected(bytes).max() }
}
