import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import WaxbillHummingbird

/// What the handler in front of the application lets through.
struct RequestLimitsTests {
    private static let request = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "https", authority: "localhost", path: "/"))

    /// A request that was on its way when the server ended the connection would be carried out without an answer.
    @Test func noRequestComesAfterTheEnd() throws {
        let channel = EmbeddedChannel(handler: RequestLimits(.connection, options: HTTPSOptions()))
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        for part in [Self.request, .body(ByteBuffer(string: "{}")), .end(nil)] { try channel.writeInbound(part) }
        #expect(try channel.readInbound(as: HTTPRequestPart.self) == nil)
    }

    /// One that was there before is answered, and is the last.
    @Test func theRequestBeforeTheEndIsTheLast() throws {
        let channel = EmbeddedChannel(handler: RequestLimits(.connection, options: HTTPSOptions()))
        for part in [Self.request, .end(nil)] { try channel.writeInbound(part) }
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(try channel.readInbound(as: HTTPRequestPart.self) == Self.request)
        #expect(try channel.readInbound(as: HTTPRequestPart.self) == .end(nil))
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
        let answer = try channel.readOutbound(as: HTTPResponsePart.self)
        #expect(answer == .head(HTTPResponse(status: .ok, headerFields: [.connection: "close"])))
        for part in [Self.request, .end(nil)] { try channel.writeInbound(part) }
        #expect(try channel.readInbound(as: HTTPRequestPart.self) == nil)
    }
}
