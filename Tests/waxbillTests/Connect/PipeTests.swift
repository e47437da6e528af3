import NIOCore
import NIOEmbedded
import Testing
import WaxbillNIO

@testable import waxbill

@Suite struct PipeTests {
    /// However close the two ends are to each other, a missing close_notify is told.
    @Test func truncationIsToldAfterTheEndOfInput() async throws {
        for _ in 0..<200 {
            let (stream, source) = NIOAsyncChannelInboundStream<ByteBuffer>.makeTestingStream()
            let (writer, _) = NIOAsyncChannelOutboundWriter<ByteBuffer>.makeTestingWriter()
            let connection = Pipe.Connection(channel: NIOAsyncTestingChannel(), inbound: stream, outbound: writer)
            source.finish(throwing: TLSShutdownError.uncleanShutdown)
            await #expect(throws: TLSShutdownError.uncleanShutdown) {
                try await Pipe(input: nil, timeout: 10).run(on: connection, to: .nowhere)
            }
        }
    }
}
