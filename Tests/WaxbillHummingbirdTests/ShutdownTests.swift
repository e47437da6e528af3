import NIOCore
import Testing
import WaxbillHummingbird
import WaxbillTLS

/// What becomes of connections when the server is told to shut down.
struct ShutdownTests {
    private static let options: HTTPSOptions = {
        var options = HTTPSOptions()
        options.idleTimeout = .hours(1)
        options.lingerTimeout = .milliseconds(100)
        return options
    }()

    @Test func anAcceptedRequestIsAnswered() async throws {
        try await TestApplication.run(options: Self.options) { application in
            let answer = try await RawClient.run(application) { client in
                try await client.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
                await application.notes.wait(for: "waiting")
                await application.shutDown()
                application.notes.add("go on")
                return String(decoding: await client.receiveAll(), as: UTF8.self)
            }
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.hasSuffix("waited"))
        }
    }

    @Test func anAcceptedStreamIsAnswered() async throws {
        try await TestApplication.run(options: Self.options) { application in
            let received = try await RawClient.run(application, .h2) { client in
                try await client.send(.preface, .request("/wait"))
                await application.notes.wait(for: "waiting")
                await application.shutDown()
                application.notes.add("go on")
                return await client.receiveAll()
            }
            #expect(HTTP2Bytes.goAways(in: received).first == 0)
            #expect(String(decoding: received, as: UTF8.self).contains("waited"))
        }
    }

    @Test(arguments: [ApplicationProtocol.http11, .h2])
    func anIdleConnectionCloses(applicationProtocol: ApplicationProtocol) async throws {
        try await TestApplication.run(options: Self.options) { application in
            let received = try await RawClient.run(application, applicationProtocol) { client in
                guard applicationProtocol == .h2 else {
                    await application.shutDown()
                    return await client.receiveAll()
                }
                try await client.send(.preface)
                // The server's SETTINGS: its side of the handshake is complete as well.
                return await client.receiveAll { await application.shutDown() }
            }
            #expect(HTTP2Bytes.goAways(in: received).isEmpty == (applicationProtocol == .http11))
        }
    }

    @Test(arguments: [ApplicationProtocol.http11, .h2])
    func aRequestThatTakesTooLongIsCut(applicationProtocol: ApplicationProtocol) async throws {
        var options = Self.options
        options.shutdownTimeout = .milliseconds(100)
        try await TestApplication.run(options: options) { application in
            try await RawClient.run(application, applicationProtocol) { client in
                if applicationProtocol == .h2 {
                    try await client.send(.preface, .request("/wait"))
                } else {
                    try await client.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
                }
                await application.notes.wait(for: "waiting")
                await application.shutDown()
                _ = await client.receiveAll()
            }
            application.notes.add("go on")
        }
    }
}
