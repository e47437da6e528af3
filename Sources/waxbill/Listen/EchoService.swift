import NIOCore

/// Sends back what comes.
struct EchoService: Sendable {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let limits: ServerLimits
    let recorder: ConnectionRecorder

    static func wrap(_ channel: any Channel) throws -> Connection {
        try NIOAsyncChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }

    /// - Throws: what ended the connection before the client's close_notify.
    func serve(_ connection: Connection, after handshake: EventLoopFuture<Void>) async throws {
        try await connection.executeThenClose { inbound, outbound in
            try await handshake.get()
            let silence = SilenceLimit(seconds: limits.echoSilence, channel: connection.channel) {
                recorder.fail(.timedOut(during: "waiting for data", seconds: limits.echoSilence))
            }
            defer { silence.end() }
            for try await bytes in inbound {
                silence.postpone()
                try await outbound.write(bytes)
            }
        }
    }
}
