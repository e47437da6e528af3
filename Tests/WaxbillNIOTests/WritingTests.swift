import NIOCore
import NIOEmbedded
import Testing
import WaxbillNIO
import WaxbillTLS

struct WritingTests {
    @Test func writesBeforeTheHandshakeWaitInOrder() throws {
        let pair = try EmbeddedPair(isConnected: false)
        let early = [pair.client.write("one "), pair.client.write("two ", flush: false)]
        try pair.activate()
        let three = pair.client.write("three ", flush: false)
        #expect(early.allSatisfy { $0.result == nil })
        try pair.exchange()
        // What was flushed went out, what was not did not.
        #expect(pair.server.recorder.text == "one ")
        #expect(early[0].succeeded)
        #expect(early[1].result == nil)
        pair.client.channel.flush()
        try pair.exchange()
        #expect(pair.server.recorder.text == "one two three ")
        #expect(early[1].succeeded)
        #expect(three.succeeded)
    }

    @Test func theServerMayWriteBeforeTheHandshakeToo() throws {
        let pair = try EmbeddedPair(isConnected: false)
        pair.server.write("welcome")
        try pair.activate()
        try pair.exchange()
        #expect(pair.client.recorder.text == "welcome")
    }

    @Test func aFlushMakesOneWrite() throws {
        let pair = try EmbeddedPair()
        let before = pair.client.transport.writes
        let outcomes = (0..<10).map { pair.client.write("\($0)", flush: false) }
        #expect(pair.client.transport.writes == before)
        pair.client.channel.flush()
        #expect(pair.client.transport.writes == before + 1)
        #expect(!outcomes.contains { !$0.succeeded })
        try pair.exchange()
        #expect(pair.server.recorder.text == "0123456789")
    }

    @Test func anEmptyWriteSucceeds() throws {
        let pair = try EmbeddedPair()
        #expect(pair.client.write("").succeeded)
        try pair.exchange()
        #expect(pair.server.recorder.reads == 0)
        pair.client.write("x")
        try pair.exchange()
        #expect(pair.server.recorder.text == "x")
    }

    @Test func writesInTheHandshakesEventGoOutAfterEarlierOnes() throws {
        let pair = try EmbeddedPair(isConnected: false)
        pair.client.write("early, ")
        pair.client.recorder.onHandshake = { context in
            context.writeAndFlush(NIOAny(ByteBuffer(string: "late")), promise: nil)
        }
        try pair.activate()
        try pair.exchange()
        #expect(pair.server.recorder.text == "early, late")
    }

    @Test func largeWritesBothWaysInRandomPieces() throws {
        let pair = try EmbeddedPair()
        var random = LinearGenerator(state: 7)
        let toServer = random.bytes(3_000_000)
        let toClient = random.bytes(1_234_567)
        let whole = Outcome()
        pair.client.channel.pipeline.writeAndFlush(
            ByteBuffer(bytes: toServer), promise: whole.promise(pair.client.channel)
        )
        var rest = toClient[...]
        while !rest.isEmpty {
            let count = random.next(below: 40_000) + 1
            pair.server.channel.pipeline.write(ByteBuffer(bytes: rest.prefix(count)), promise: nil)
            rest = rest.dropFirst(count)
            if random.next(below: 3) == 0 { pair.server.channel.flush() }
        }
        pair.server.channel.flush()
        try pair.exchange { _ in random.next(below: 50_000) + 1 }
        #expect(whole.succeeded)
        #expect(Array(buffer: pair.server.recorder.data) == toServer)
        #expect(Array(buffer: pair.client.recorder.data) == toClient)
        #expect(pair.client.recorder.errors.isEmpty)
        #expect(pair.server.recorder.errors.isEmpty)
    }

    @Test func anEchoAnswersWithinTheRead() throws {
        let pair = try EmbeddedPair()
        pair.server.recorder.onRead = { context, data in context.writeAndFlush(NIOAny(data), promise: nil) }
        for _ in 0..<20 { pair.client.write("echo ") }
        try pair.exchange { _ in 11 }
        #expect(pair.client.recorder.text == String(repeating: "echo ", count: 20))
    }
}

/// Reproducible numbers for tests.
struct LinearGenerator {
    var state: UInt64

    mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(next(below: 256)) } }
}
