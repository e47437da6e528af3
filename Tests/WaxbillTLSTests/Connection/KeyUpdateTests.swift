import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// RFC 9846, Section 4.7.3
@Suite struct KeyUpdateTests {
    @Test(arguments: [Role.client, .server], [false, true])
    func updates(by role: Role, requestPeer: Bool) async throws {
        var pair = try await pair()
        for round in 1...3 {
            switch role {
            case .client: try pair.client.updateKeys(requestPeer: requestPeer)
            case .server: try pair.server.updateKeys(requestPeer: requestPeer)
            }
            let isDelivered = try await pair.exchange("round \(round)")
            #expect(isDelivered)
        }
        let (own, peer) = role == .client ? (pair.clientLog, pair.serverLog) : (pair.serverLog, pair.clientLog)
        let updates = (1...3).map { "application data, update \($0)" }
        #expect(own.observed.epochs(.sent).suffix(3) == updates[...])
        #expect(peer.observed.epochs(.received).suffix(3) == updates[...])
        #expect(peer.observed.epochs(.sent).last == (requestPeer ? updates.last : "application data"))
        #expect(own.observed.epochs(.received).last == (requestPeer ? updates.last : "application data"))
    }

    /// Both at once: each answers the other's.
    @Test func crossedRequests() async throws {
        var pair = try await pair()
        try pair.client.updateKeys(requestPeer: true)
        try pair.server.updateKeys(requestPeer: true)
        await pair.run()
        let isDelivered = try await pair.exchange()
        #expect(isDelivered)
        #expect(pair.clientLog.observed.epochs(.sent).last == "application data, update 2")
        #expect(pair.serverLog.observed.epochs(.sent).last == "application data, update 2")
    }

    /// While a request is not answered, there is no other.
    @Test func requestsInARow() async throws {
        var pair = try await pair()
        for _ in 0..<3 { try pair.client.updateKeys(requestPeer: true) }
        await pair.run()
        #expect(pair.clientLog.observed.epochs(.sent).last == "application data, update 3")
        #expect(pair.serverLog.observed.epochs(.sent).last == "application data, update 1")
        // Once it is, there may be.
        try pair.client.updateKeys(requestPeer: true)
        let isDelivered = try await pair.exchange()
        #expect(isDelivered)
        #expect(pair.serverLog.observed.epochs(.sent).last == "application data, update 2")
    }

    /// Requests that come while nothing is sent have one answer; the next one that comes after data has its own.
    @Test func oneAnswerWhileSilent() async throws {
        var pair = try EndpointPair(.stub, hostile: .stub(), .rewriting(.keyUpdate) { $0.dropLast() + [1] })
        await pair.run()
        for round in 1...2 {
            for _ in 0..<3 { try pair.server.updateKeys(requestPeer: true) }
            await pair.run()
            #expect(pair.clientLog.error == nil)
            #expect(pair.clientLog.observed.epochs(.received).last == "application data, update \(round * 3)")
            #expect(pair.clientLog.observed.epochs(.sent).last == "application data, update \(round)")
            try pair.client.send([1].span.bytes)
            await pair.run()
        }
    }

    /// RFC 9846, Section 5.5: no key protects more than the threshold, the KeyUpdate among it.
    @Test(arguments: [Role.client, .server], [2, 5, 7]) func automatically(by role: Role, threshold: Int) async throws {
        var client = ClientConfiguration.stub
        var server = ServerConfiguration.stub()
        if role == .client {
            client.keyUpdateThreshold = UInt64(threshold)
        } else {
            server.keyUpdateThreshold = UInt64(threshold)
        }
        var pair = try InMemoryPair(client, server, isObserved: true)
        await pair.run()
        for index in 0..<40 {
            let text = Array("message \(index);".utf8)
            switch role {
            case .client: try pair.client.send(text.span.bytes)
            case .server: try pair.server.send(text.span.bytes)
            }
            await pair.run()
        }
        let (own, peer) = role == .client ? (pair.clientLog, pair.serverLog) : (pair.serverLog, pair.clientLog)
        #expect(own.error == nil && peer.error == nil)
        #expect(peer.received == (0..<40).flatMap { Array("message \($0);".utf8) })
        var counts: [Int] = [0]
        for event in own.observed {
            switch event {
            case .keysInstalled(.sent, _): counts.append(0)
            case .record(.sent, .applicationData, _, _, protected: true): counts[counts.count - 1] += 1
            default: break
            }
        }
        // The first of the application's keys protect a Finished's neighbours too; none exceeds the threshold.
        #expect(counts.dropFirst(2).allSatisfy { $0 <= threshold })
        #expect(counts.count > 40 / threshold)
        #expect(own.observed.messages(.sent).filter { $0 == .keyUpdate }.count == counts.count - 3)
    }

    /// After our close_notify nothing more is sent, not even the answer that was asked for.
    @Test func requestAfterClosing() async throws {
        var pair = try await pair()
        pair.client.close()
        await pair.run()
        let before = pair.clientLog.written.count
        try pair.server.updateKeys(requestPeer: true)
        try pair.server.send(Array("late".utf8).span.bytes)
        await pair.run()
        #expect(pair.clientLog.written.count == before)
        #expect(pair.clientLog.received == Array("late".utf8))
        #expect(pair.serverLog.error == nil)
    }

    private func pair() async throws -> InMemoryPair {
        var pair = try InMemoryPair(.stub, .stub(), isObserved: true)
        await pair.run()
        return pair
    }
}
