import NIOCore
import NIOEmbedded
import Testing
import WaxbillNIO
import WaxbillTLS

struct ClosingTests {
    @Test func closeWaitsForThePeersCloseNotify() throws {
        let pair = try EmbeddedPair()
        let closed = pair.client.close()
        #expect(!pair.client.transport.isClosed)
        #expect(closed.result == nil)
        try pair.exchange()
        // Without half-closure the peer answers with its own and closes.
        #expect(pair.server.transport.isClosed)
        #expect(pair.server.recorder.events.suffix(2) == ["shutdownCompleted", "inactive"])
        #expect(pair.client.transport.isClosed)
        #expect(closed.succeeded)
        #expect(pair.client.recorder.events.suffix(2) == ["shutdownCompleted", "inactive"])
        #expect(pair.client.recorder.errors.isEmpty)
        #expect(pair.server.recorder.errors.isEmpty)
    }

    @Test func closeDoesNotWaitForEver() throws {
        let pki = try TestPKI()
        var options = TLSHandlerOptions()
        options.shutdownTimeout = .seconds(3)
        let pair = try EmbeddedPair(client: pki.client().handler(options), server: pki.server().handler())
        let closed = pair.client.close()
        pair.client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(2_999))
        #expect(!pair.client.transport.isClosed)
        pair.client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(pair.client.transport.isClosed)
        #expect(closed.succeeded)
    }

    @Test func dataBeforeTheCloseArrives() throws {
        let pair = try EmbeddedPair()
        let written = pair.client.write("last words")
        let unflushed = pair.client.write("never", flush: false)
        _ = pair.client.close()
        try pair.exchange()
        #expect(written.succeeded)
        #expect(unflushed.error as? ChannelError == .ioOnClosedChannel)
        #expect(pair.server.recorder.text == "last words")
        #expect(pair.server.recorder.readCompletes == 1)
        #expect(pair.server.recorder.events.last == "inactive")
        #expect(pair.client.write("too late").error as? ChannelError == .ioOnClosedChannel)
    }

    @Test func aSecondCloseJoinsTheFirst() throws {
        let pair = try EmbeddedPair()
        let outcomes = [pair.client.close(), pair.client.close(), pair.client.close(.output)]
        try pair.exchange()
        #expect(!outcomes.contains { !$0.succeeded })
    }

    @Test func halfClosureByTheClient() throws {
        let pair = try EmbeddedPair(allowsHalfClosure: true)
        pair.client.write("question", flush: false)
        let closed = pair.client.close(.output)
        #expect(pair.client.transport.isOutputClosed)
        #expect(closed.succeeded)
        try pair.exchange()
        #expect(pair.server.recorder.text == "question")
        #expect(pair.server.recorder.events.last == "inputClosed")
        #expect(!pair.server.transport.isClosed)
        // The TCP half-closure that follows says nothing new.
        pair.server.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.server.recorder.events.filter { $0 == "inputClosed" }.count == 1)

        pair.server.write("answer")
        try pair.exchange()
        #expect(pair.client.recorder.text == "answer")
        #expect(pair.client.write("more").error as? ChannelError == .outputClosed)
        let rest = pair.server.close()
        try pair.exchange()
        #expect(rest.succeeded)
        #expect(pair.server.transport.isClosed)
        #expect(pair.client.transport.isClosed)
        #expect(pair.client.recorder.errors.isEmpty)
        #expect(pair.server.recorder.errors.isEmpty)
    }

    @Test func halfClosureByTheServer() throws {
        let pair = try EmbeddedPair(allowsHalfClosure: true)
        _ = pair.server.close(.output)
        try pair.exchange()
        #expect(pair.client.recorder.events.last == "inputClosed")
        pair.client.write("still here")
        try pair.exchange()
        #expect(pair.server.recorder.text == "still here")
        // Closing the other direction closes everything.
        #expect(pair.client.close(.output).succeeded)
        #expect(pair.client.transport.isClosed)
        try pair.exchange()
        #expect(pair.server.transport.isClosed)
    }

    @Test func outputCloseBeforeTheHandshakeWaits() throws {
        let pair = try EmbeddedPair(allowsHalfClosure: true, isConnected: false)
        try pair.activate()
        pair.client.write("question", flush: false)
        let closed = pair.client.close(.output)
        #expect(pair.client.write("late").error as? ChannelError == .outputClosed)
        #expect(closed.result == nil)
        try pair.exchange()
        #expect(closed.succeeded)
        #expect(pair.server.recorder.text == "question")
        #expect(pair.server.recorder.events.last == "inputClosed")
    }

    @Test func closingTheInputIsNotSupported() throws {
        let pair = try EmbeddedPair()
        #expect(pair.client.close(.input).error as? ChannelError == .operationUnsupported)
    }

    @Test func truncationIsAnError() throws {
        let pair = try EmbeddedPair()
        pair.server.write("cut ")
        try pair.exchange()
        pair.client.receiveEndOfStream()
        #expect(pair.client.recorder.text == "cut ")
        #expect(pair.client.recorder.errors.compactMap { $0 as? TLSShutdownError } == [.uncleanShutdown])
        #expect(pair.client.recorder.errors.count == 1)
        #expect(pair.client.recorder.isInactive)
    }

    @Test func truncationWithHalfClosureIsToldOnce() throws {
        let pair = try EmbeddedPair(allowsHalfClosure: true)
        pair.client.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.client.recorder.errors.compactMap { $0 as? TLSShutdownError } == [.uncleanShutdown])
        #expect(pair.client.recorder.events.last == "inputClosed")
        pair.client.write("still sending")
        try pair.exchange()
        #expect(pair.server.recorder.text == "still sending")
        pair.client.receiveEndOfStream()
        #expect(pair.client.recorder.errors.count == 1)
    }

    @Test func aPendingCloseFailsWhenThePeerCutsTheConnection() throws {
        let pair = try EmbeddedPair()
        let closed = pair.client.close()
        pair.client.receiveEndOfStream()
        #expect(closed.error as? TLSShutdownError == .uncleanShutdown)
        #expect(pair.client.recorder.errors.count == 1)
    }

    @Test func closeInTheHandshakeDoesNotWait() throws {
        let pair = try EmbeddedPair(isConnected: false)
        try pair.activate()
        let write = pair.client.write("unsent")
        let closed = pair.client.close()
        #expect(closed.succeeded)
        #expect(pair.client.transport.isClosed)
        #expect(write.error as? ChannelError == .ioOnClosedChannel)
        #expect(!pair.client.recorder.events.contains("shutdownCompleted"))
    }

    @Test func closeBeforeTheChannelIsActive() throws {
        let pair = try EmbeddedPair(isConnected: false)
        let write = pair.client.write("unsent")
        #expect(pair.client.close().succeeded)
        #expect(pair.client.transport.isClosed)
        #expect(write.error as? ChannelError == .ioOnClosedChannel)
    }
}
