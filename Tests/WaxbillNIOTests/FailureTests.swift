import NIOCore
import NIOEmbedded
import Testing
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

struct FailureTests {
    @Test func anImpostorIsRefusedByBothEnds() throws {
        let impostor = try TestPKI()
        let handler = try TestPKI().client().handler()
        let pair = try EmbeddedPair(client: handler, server: impostor.server().handler(), isConnected: false)
        let write = pair.client.write("secret")
        let handshake = handler.handshake(on: pair.client.channel.eventLoop)
        try pair.activate()
        try pair.exchange()
        let client = try #require(pair.client.recorder.errors.first as? TLSError)
        #expect(client.alert == .unknownCA)
        #expect(pair.client.recorder.errors.count == 1)
        #expect(write.error as? TLSError == client)
        #expect(throws: client) { try handshake.wait() }
        // The alert went out before the channel closed, and the channel waits for the server to hear it.
        #expect(pair.client.transport.isOutputClosed)
        #expect(!pair.client.transport.isClosed)
        let server = try #require(pair.server.recorder.errors.first as? TLSError)
        #expect(server.fault == .alertReceived(.unknownCA))
        #expect(pair.server.recorder.errors.count == 1)
        #expect(pair.server.transport.isClosed)
        #expect(pair.server.recorder.text.isEmpty)
    }

    @Test func aWrongNameIsRefused() throws {
        let pki = try TestPKI()
        let pair = try EmbeddedPair(
            client: pki.client().handler(serverName: "other.example"), server: pki.server().handler()
        )
        #expect((pair.client.recorder.errors.first as? TLSError)?.alert == .badCertificate)
        #expect(pair.client.transport.isOutputClosed)
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "\u{16}\u{02}\u{00}\u{00}\u{05}hello", "SSH-2.0-OpenSSH_9.9\r\n"])
    func whatIsNotTLSIsRefusedAtOnce(text: String) throws {
        let pair = try EmbeddedPair(isConnected: false)
        try pair.activate()
        pair.server.receive(ByteBuffer(string: text))
        #expect(pair.server.recorder.errors.count == 1)
        #expect(pair.server.recorder.errors.first is TLSError)
        #expect(pair.server.transport.isOutputClosed)
    }

    @Test func aDamagedRecordEndsTheConnectionAfterTheDataBefore() throws {
        let pair = try EmbeddedPair()
        pair.client.write("good")
        pair.client.write("damaged")
        var bytes = try pair.client.takeOutbound()
        let last = bytes.writerIndex - 1
        bytes.setInteger(try #require(bytes.getInteger(at: last, as: UInt8.self)) ^ 1, at: last)
        let write = pair.server.write("unflushed", flush: false)
        pair.server.receive(bytes)
        #expect(pair.server.recorder.text == "good")
        let error = try #require(pair.server.recorder.errors.first as? TLSError)
        #expect(error.alert == .badRecordMAC)
        #expect(pair.server.recorder.errors.count == 1)
        #expect(write.error as? TLSError == error)
        #expect(pair.server.transport.isOutputClosed)
        // What comes now is not heard.
        pair.server.receive(ByteBuffer(string: "more"))
        #expect(pair.server.recorder.errors.count == 1)
        pair.client.receive(try pair.server.takeOutbound())
        #expect((pair.client.recorder.errors.first as? TLSError)?.fault == .alertReceived(.badRecordMAC))
    }

    @Test func theEndOfTheTransportInTheHandshakeFailsIt() throws {
        let pair = try EmbeddedPair(isConnected: false)
        try pair.activate()
        let write = pair.client.write("unsent")
        pair.client.receiveEndOfStream()
        #expect(pair.client.recorder.errors.compactMap { $0 as? TLSShutdownError } == [.closedDuringHandshake])
        #expect(write.error as? TLSShutdownError == .closedDuringHandshake)
        #expect(pair.client.recorder.isInactive)
    }

    @Test func aRemovedHandlerLeavesNothing() throws {
        weak var leak: TLSClientHandler?
        do {
            let pki = try TestPKI()
            let handler = try pki.client().handler()
            leak = handler
            let pair = try EmbeddedPair(client: handler, server: pki.server().handler(), isConnected: false)
            let write = pair.client.write("unsent")
            let handshake = handler.handshake(on: pair.client.channel.eventLoop)
            try pair.activate()
            let removed = pair.client.channel.pipeline.syncOperations.removeHandler(handler)
            pair.client.channel.embeddedEventLoop.run()
            try removed.wait()
            #expect(write.error as? ChannelError == .ioOnClosedChannel)
            #expect(throws: TLSShutdownError.closedDuringHandshake) { try handshake.wait() }
        }
        #expect(leak == nil)
    }

    @Test func aHandlerRemovedByItsOwnEventIsQuiet() throws {
        let pair = try EmbeddedPair(isConnected: false)
        pair.client.recorder.onHandshake = { context in
            let pipeline = context.pipeline.syncOperations
            if let context = try? pipeline.context(handlerType: TLSClientHandler.self) {
                pipeline.removeHandler(context: context, promise: nil)
            }
        }
        try pair.activate()
        try pair.exchange()
        #expect(pair.client.recorder.errors.isEmpty)
        #expect(pair.client.recorder.isEstablished)
    }

    @Test func aClosedConnectionIsFreed() throws {
        weak var client: TLSClientHandler?
        weak var server: TLSServerHandler?
        do {
            let pki = try TestPKI()
            let handlers = (try pki.client().handler(), try pki.server().handler())
            (client, server) = handlers
            let pair = try EmbeddedPair(client: handlers.0, server: handlers.1)
            _ = pair.client.close()
            try pair.exchange()
            pair.client.channel.embeddedEventLoop.run()
            pair.server.channel.embeddedEventLoop.run()
        }
        #expect(client == nil)
        #expect(server == nil)
    }

    @Test func aConfigurationThatCannotWorkIsRefusedAtOnce() throws {
        var configuration = try TestPKI().client()
        configuration.cipherSuites = []
        #expect(throws: TLSError.self) { try configuration.handler() }
    }
}
