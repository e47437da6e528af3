import NIOCore

/// A channel as NIO's asynchronous writer is to see it: what the writer gives to the event loop is counted.
///
/// The writer suspends who writes while the channel is not writable. That it is not is found on the event loop; until then the
/// writer takes all that it is given, in memory. So who writes from another thread waits while ``maximumCount`` writes have
/// not been taken by the event loop. What a response is ahead of its client is then what these hold, and the channel's buffer.
final class PacedChannel: Channel {
    /// How many writes may wait for the event loop.
    private static var maximumCount: Int { 16 }

    /// The channel itself, for all who do not write through NIO's asynchronous writer.
    let base: any Channel
    let eventLoop: any EventLoop

    init(_ channel: any Channel) {
        base = channel
        eventLoop = PacedEventLoop(channel.eventLoop, maximumCount: Self.maximumCount)
    }

    var allocator: ByteBufferAllocator { base.allocator }
    var closeFuture: EventLoopFuture<Void> { base.closeFuture }
    var pipeline: ChannelPipeline { base.pipeline }
    var localAddress: SocketAddress? { base.localAddress }
    var remoteAddress: SocketAddress? { base.remoteAddress }
    var parent: (any Channel)? { base.parent }
    var isWritable: Bool { base.isWritable }
    var isActive: Bool { base.isActive }
    var _channelCore: any ChannelCore { base._channelCore }
    var syncOptions: (any NIOSynchronousChannelOptions)? { base.syncOptions }

    func setOption<Option: ChannelOption>(_ option: Option, value: Option.Value) -> EventLoopFuture<Void> {
        base.setOption(option, value: value)
    }

    func getOption<Option: ChannelOption>(_ option: Option) -> EventLoopFuture<Option.Value> {
        base.getOption(option)
    }
}
