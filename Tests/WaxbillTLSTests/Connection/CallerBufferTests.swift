import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// `receive(_:into:)`: whole records from the caller's buffer, data into the caller's buffer.
@Suite struct CallerBufferTests {
    /// Bytes of an unfinished record are left.
    @Test func unfinishedRecords() async throws {
        var pair = try await established()
        let first = try sealed([1, 2, 3], &pair)
        let second = try sealed([4, 5], &pair)
        for count in 0..<first.count {
            let (taken, data) = try receive(Array(first.prefix(count)), room: 100, &pair)
            #expect(taken == 0 && data.isEmpty)
        }
        let (taken, data) = try receive(first + second.dropLast(), room: 100, &pair)
        #expect(taken == first.count)
        #expect(data == [1, 2, 3])
        let (rest, more) = try receive(second, room: 100, &pair)
        #expect(rest == second.count)
        #expect(more == [4, 5])
    }

    /// Records that do not fit are left.
    @Test func room() async throws {
        var pair = try await established()
        let record = try sealed([1, 2, 3], &pair)
        let needed = record.count - 5
        let (none, nothing) = try receive(record, room: needed - 1, &pair)
        #expect(none == 0 && nothing.isEmpty)
        let (all, data) = try receive(record, room: needed, &pair)
        #expect(all == record.count)
        #expect(data == [1, 2, 3])
    }

    /// The room that is asked for is enough, whatever has to go out besides.
    @Test(arguments: [nil, 2, 5] as [UInt64?], [RecordPadding.none, .multiple(of: 1000)])
    func roomForSending(threshold: UInt64?, padding: RecordPadding) async throws {
        for isObserved in [false, true] {
            var client = ClientConfiguration.stub
            client.keyUpdateThreshold = threshold
            client.recordPadding = padding
            var pair = try InMemoryPair(client, .stub(), isObserved: isObserved)
            await pair.run()
            var sent: [UInt8] = []
            for count in [0, 1, 2000, 16_384, 40_000, 3] {
                let data = [UInt8](repeating: UInt8(count % 251), count: count)
                // Something waits to be written already.
                if count == 2000 { try pair.client.updateKeys(requestPeer: false) }
                var output: [UInt8] = []
                let room = pair.client.ciphertextCount(for: count)
                try output.append(capacity: room) { (span: inout OutputRawSpan) throws(TLSError) in
                    try pair.client.send(data.span.bytes, into: &span)
                }
                #expect(output.count <= room)
                if padding == .none { #expect(output.count == room) }
                try pair.server.receive(output.span.bytes)
                await pair.run()
                sent += data
            }
            #expect(pair.serverLog.received == sent)
            #expect(pair.serverLog.error == nil)
        }
    }

    /// While a question waits nothing is taken.
    @Test func inquiry() throws {
        var client = try TLSClient(.stub, serverName: ServerName("server.test"))
        var server = try TLSServer(.stub())
        guard case .write(let hello)? = client.nextEvent() else { return }
        var plaintext: [UInt8] = []
        var taken = 0
        try plaintext.append(capacity: 4000) { (span: inout OutputRawSpan) throws(TLSError) in
            taken = try server.receive(hello.span.bytes, into: &span)
        }
        #expect(taken == hello.count)
        try plaintext.append(capacity: 4000) { (span: inout OutputRawSpan) throws(TLSError) in
            taken = try server.receive([20, 3, 3, 0, 1, 1].span.bytes, into: &span)
        }
        #expect(taken == 0)
        #expect(plaintext.isEmpty)
    }

    /// What comes after close_notify is taken and forgotten.
    @Test func afterCloseNotify() async throws {
        var pair = try await established()
        pair.server.close()
        guard case .write(let bytes)? = pair.server.nextEvent() else { return }
        let (taken, data) = try receive(bytes + [1, 2, 3], room: 100, &pair)
        #expect(taken == bytes.count + 3)
        #expect(data.isEmpty)
        guard case .peerClosed(true)? = pair.client.nextEvent() else {
            Issue.record("no closure")
            return
        }
    }

    private func established() async throws -> InMemoryPair {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        return pair
    }

    private func sealed(_ data: [UInt8], _ pair: inout InMemoryPair) throws -> [UInt8] {
        var output: [UInt8] = []
        try output.append(capacity: pair.server.ciphertextCount(for: data.count)) {
            (span: inout OutputRawSpan) throws(TLSError) in
            try pair.server.send(data.span.bytes, into: &span)
        }
        return output
    }

    private func receive(_ bytes: [UInt8], room: Int, _ pair: inout InMemoryPair) throws -> (Int, [UInt8]) {
        var plaintext: [UInt8] = []
        var taken = 0
        try plaintext.append(capacity: room) { (span: inout OutputRawSpan) throws(TLSError) in
            // The array may give more room than was asked for.
            taken = try pair.client.receive(bytes.span.bytes, into: &span)
        }
        return (taken, plaintext)
    }
}
