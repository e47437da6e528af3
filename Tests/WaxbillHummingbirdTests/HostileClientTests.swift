import NIOCore
import NIOPosix
import Testing
import WaxbillHummingbird
import WaxbillNIO
import WaxbillTLS

/// Clients that want the server to wait for them, or to keep what is theirs. Each test ends when the server has had enough.
struct HostileClientTests {
    /// Every limit is far away but those that a test names.
    private static func options(_ change: (inout HTTPSOptions) -> Void) -> HTTPSOptions {
        var options = HTTPSOptions()
        options.handshakeTimeout = .hours(1)
        options.idleTimeout = .hours(1)
        options.headTimeout = .hours(1)
        options.bodyTimeout = .hours(1)
        options.writeTimeout = .hours(1)
        options.lingerTimeout = .seconds(2)
        options.tls.shutdownTimeout = .milliseconds(50)
        change(&options)
        return options
    }

    private static func connect(_ application: TestApplication) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: application.port).get()
    }

    @Test func aClientThatSaysNothing() async throws {
        try await TestApplication.run(options: Self.options { $0.handshakeTimeout = .milliseconds(50) }) {
            try await Self.connect($0).closeFuture.get()
        }
    }

    @Test func aHandshakeThatDribbles() async throws {
        try await TestApplication.run(options: Self.options { $0.handshakeTimeout = .milliseconds(200) }) {
            let channel = try await Self.connect($0)
            let hello: [UInt8] = [22, 3, 1, 2, 0, 1, 0, 1, 252] + Array(repeating: 3, count: 400)
            for byte in hello where channel.isActive {
                try? await channel.writeAndFlush(ByteBuffer(bytes: [byte]))
                try await Task.sleep(for: .milliseconds(5))
            }
            try await channel.closeFuture.get()
        }
    }

    @Test(arguments: [ApplicationProtocol.http11, .h2])
    func aConnectionWithoutARequest(applicationProtocol: ApplicationProtocol) async throws {
        try await TestApplication.run(options: Self.options { $0.idleTimeout = .seconds(2) }) { application in
            let received = try await RawClient.run(application, applicationProtocol) { await $0.receiveAll() }
            #expect((applicationProtocol == .h2) == !received.isEmpty)
        }
    }

    @Test func anHTTP2ConnectionThatOnlyPings() async throws {
        try await TestApplication.run(options: Self.options { $0.idleTimeout = .seconds(2) }) { application in
            let received = try await RawClient.run(application, .h2) { client in
                try await client.send(.preface)
                async let pings: Void = client.sendUntilClosed(HTTP2Bytes.ping.bytes, every: .milliseconds(20))
                let received = await client.receiveAll()
                await pings
                return received
            }
            #expect(HTTP2Bytes.goAways(in: received).first == 0)
        }
    }

    @Test func aHeadThatDribbles() async throws {
        try await TestApplication.run(options: Self.options { $0.headTimeout = .milliseconds(100) }) { application in
            let received = try await RawClient.run(application) { client in
                try await client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: ")
                async let dribble: Void = client.sendUntilClosed([120])
                let received = await client.receiveAll()
                await dribble
                return received
            }
            #expect(received.isEmpty)
        }
    }

    @Test(arguments: [ApplicationProtocol.http11, .h2])
    func aBodyThatDribbles(applicationProtocol: ApplicationProtocol) async throws {
        let options = Self.options { $0.bodyTimeout = .milliseconds(100) }
        try await TestApplication.run(options: options) { application in
            try await RawClient.run(application, applicationProtocol) { client in
                if applicationProtocol == .h2 {
                    try await client.send(.preface, .request("/count", post: true, ends: false))
                } else {
                    try await client.send("POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
                }
                let bytes: [UInt8] = applicationProtocol == .h2 ? HTTP2Bytes.data(1).bytes : [120]
                let dribble = Task { await client.sendUntilClosed(bytes) }
                await application.notes.wait(for: "failed: \(RequestBodyError.tooSlow)")
                if applicationProtocol == .http11 {
                    let received = String(decoding: await client.receiveAll(), as: UTF8.self)
                    #expect(received.hasPrefix("HTTP/1.1 408 "))
                    #expect(received.lowercased().contains("connection: close"))
                }
                dribble.cancel()
            }
        }
    }

    /// Its handler makes data out of nothing: it waits for the client, and hears that it has gone.
    @Test(arguments: [ApplicationProtocol.http11, .h2], [false, true])
    func aClientThatStopsReading(applicationProtocol: ApplicationProtocol, onEventLoops: Bool) async throws {
        let options = Self.options {
            $0.writeTimeout = .milliseconds(200)
            $0.answersOnEventLoops = onEventLoops
        }
        try await TestApplication.run(options: options) { application in
            try await RawClient.run(application, applicationProtocol) { client in
                try await client.stopReading()
                if applicationProtocol == .h2 {
                    let wide = HTTP2Bytes.frame(8, payload: [0x3F, 0, 0, 0])
                    try await client.send(.preface, .window(0x3FFF_FFFF), wide, .request("/bytes/1000000000"))
                } else {
                    try await client.send("GET /bytes/1000000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                }
                await application.notes.wait(for: "ended")
                #expect(application.notes.all.contains("sending failed"))
                // What the sockets' buffers take, and a few writes.
                #expect(application.notes.takenCount < 64 * 1_024 * 1_024)
            }
        }
    }

    @Test func anHTTP2ClientThatOpensNoWindow() async throws {
        let options = Self.options { $0.writeTimeout = .milliseconds(200) }
        try await TestApplication.run(options: options) { application in
            try await RawClient.run(application, .h2) { client in
                try await client.send(.preface, .window(10), .request("/bytes/1000000"))
                // RST_STREAM: only the stream is over.
                try await client.receive(frame: 3)
                #expect(client.channel.isActive)
            }
        }
    }

    @Test func tooManyConnections() async throws {
        try await TestApplication.run(options: Self.options { $0.maximumConnections = 1 }) { application in
            try await RawClient.run(application) { client in
                try await Self.connect(application).closeFuture.get()
                try await client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(try await client.receive(until: "hello").hasSuffix("hello"))
            }
        }
    }

    @Test(arguments: [HTTP2Bytes.ping.bytes, HTTP2Bytes.settings.bytes])
    func anHTTP2ControlFlood(frame: [UInt8]) async throws {
        try await TestApplication.run(options: Self.options { _ in }) { application in
            let received = try await RawClient.run(application, .h2) { client in
                try await client.send(.preface)
                let flood = Array(repeating: frame, count: 50).flatMap(\.self)
                async let sending: Void = client.sendUntilClosed(flood)
                let received = await client.receiveAll()
                await sending
                return received
            }
            // ENHANCE_YOUR_CALM
            #expect(HTTP2Bytes.goAways(in: received).last == 11)
        }
    }

    @Test func rapidResets() async throws {
        try await TestApplication.run(options: Self.options { _ in }) { application in
            let received = try await RawClient.run(application, .h2) { client in
                try await client.send(.preface)
                async let received = client.receiveAll()
                for stream in 0..<1_000 where client.channel.isActive {
                    let stream = UInt32(2 * stream + 1)
                    try? await client.send(.request("/wait", stream: stream), .reset(stream: stream))
                }
                return await received
            }
            #expect(HTTP2Bytes.goAways(in: received).last == 11)
            application.notes.add("go on")
        }
    }

    @Test func streamsAboveTheMaximum() async throws {
        let options = Self.options { $0.http2.maximumConcurrentStreams = 2 }
        try await TestApplication.run(options: options) { application in
            try await RawClient.run(application, .h2) { client in
                try await client.send(.preface)
                for stream: UInt32 in [1, 3, 5] { try await client.send(.request("/wait", stream: stream)) }
                try await client.send(.settings)
                application.notes.add("go on")
            }
        }
    }

    @Test(arguments: ["X: " + String(repeating: "x", count: 40_000), String(repeating: "X: x\r\n", count: 300)])
    func aHeadThatIsTooLarge(fields: String) async throws {
        try await TestApplication.run(options: Self.options { _ in }) { application in
            let received = try await RawClient.run(application) { client in
                try await client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n\r\n")
                return String(decoding: await client.receiveAll(), as: UTF8.self)
            }
            #expect(received.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func aBodyThatNobodyWants() async throws {
        let options = Self.options {
            $0.maximumDiscardedBody = 10_000
            $0.lingerTimeout = .hours(1)
        }
        try await TestApplication.run(options: options) { application in
            try await RawClient.run(application) { client in
                try await client.send("POST /refuse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n")
                async let sending: Void = client.sendUntilClosed(Array(repeating: 120, count: 4_000))
                let received = String(decoding: await client.receiveAll(), as: UTF8.self)
                #expect(received.hasPrefix("HTTP/1.1 403 "))
                try? await client.channel.close()
                await sending
            }
        }
    }
}
