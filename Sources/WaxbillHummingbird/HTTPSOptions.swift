import NIOCore
import WaxbillNIO

/// How HTTPS connections behave, beside what their TLS configuration says: what a client may make the server wait for and
/// keep. Times are measured on the connection's event loop.
public struct HTTPSOptions: Sendable {
    /// How long the whole handshake may take.
    public var handshakeTimeout: TimeAmount = .seconds(10)
    /// How long a connection may be without a request; nil: for ever.
    public var idleTimeout: TimeAmount? = .seconds(60)
    /// How long the head of a request over HTTP/1.1 may take, from its first byte to its last.
    public var headTimeout: TimeAmount = .seconds(10)
    /// How long the server waits for ``bodyProgress`` bytes more of a request's body (or its end), while its handler wants
    /// them; nil: for ever. A handler that waits then gets ``RequestBodyError/tooSlow``.
    public var bodyTimeout: TimeAmount? = .seconds(60)
    /// How many bytes of a body have to come within ``bodyTimeout``.
    public var bodyProgress = 1_024
    /// How long at least 64 KiB of a response, or all that is left of it, may take to leave; nil: for ever. The connection is
    /// then cut, over HTTP/2 the stream is reset.
    public var writeTimeout: TimeAmount? = .seconds(60)
    /// How long the server waits for the client to close, once it has said all it wants to say.
    public var lingerTimeout: TimeAmount = .seconds(5)
    /// How long requests that were accepted may take after the server was told to shut down; nil: as long as they want.
    public var shutdownTimeout: TimeAmount? = .seconds(60)
    /// How many connections there may be at once; those above are closed before their handshake. Each needs a file
    /// descriptor, and memory for what is under way: below 100 KiB, more where applications keep much.
    public var maximumConnections = 10_000
    /// The most bytes of a request's fields, and of one of them.
    public var maximumHeadSize = 32 * 1_024
    /// The most fields of a request over HTTP/1.1.
    public var maximumFieldCount = 200
    /// How much is read of a body that nobody wants, after the response to its request, so that the client gets to read the
    /// response and the connection can be used again.
    public var maximumDiscardedBody = 1_024 * 1_024
    /// Whether requests are answered on their connection's event loop instead of on the threads that Swift's tasks share.
    /// That saves a change of threads for each write; but a handler that waits or computes for long without suspending then
    /// stops the other connections of the loop. Either way a response is ahead of what the client takes by a few writes only.
    public var answersOnEventLoops = false
    /// Who is told of connections and their handshakes.
    public var observer: (any HTTPSObserver)?
    /// How HTTP/2 behaves.
    public var http2 = HTTP2Options()
    /// How the TLS handler behaves.
    public var tls = TLSHandlerOptions()

    public init() {}
}

/// What a client may do over one HTTP/2 connection (RFC 9113). Who does more loses the connection.
public struct HTTP2Options: Sendable {
    /// How many requests may be under way at once (SETTINGS_MAX_CONCURRENT_STREAMS).
    public var maximumConcurrentStreams = 100
    /// How many bytes of bodies a client may send before the server has read them, for a stream.
    public var streamWindow = 512 * 1_024
    /// The same for all streams of a connection.
    public var connectionWindow = 1_024 * 1_024
    /// How many bytes of a response are taken from its handler before they can be sent, for a stream.
    public var streamBuffer = 256 * 1_024
    /// How many streams may be reset, by the client or for its errors, in half a minute.
    public var maximumResets = 200
    /// How many PING, SETTINGS and PRIORITY frames may come in half a minute. Some clients send a PRIORITY frame with each
    /// request (curl 7.88), and thousands of requests a second.
    public var maximumControlFrames = 100_000

    public init() {}
}
