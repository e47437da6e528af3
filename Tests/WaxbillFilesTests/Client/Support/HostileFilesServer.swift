import Foundation
import NIOCore
import NIOPosix
import Synchronization
import WaxbillNIO
import WaxbillProofs
import WaxbillTLS

@testable import WaxbillFiles

/// A server that answers each request with the bytes that a test says.
final class HostileFilesServer: Sendable {
    /// What comes back for a request.
    struct Reply: Sendable {
        var bytes: [UInt8]
        var closes = false
        /// Whether the bytes are sent again and again.
        var isEndless = false
    }

    /// The request line's method and target, and the field lines.
    typealias Script = @Sendable (_ method: String, _ target: String, _ fields: [String]) -> Reply

    let port: Int
    private let channel: any Channel
    private let log: RequestLog

    /// The requests that came.
    var requests: [String] { log.lines.withLock { $0 } }

    fileprivate final class RequestLog: Sendable {
        let lines = Mutex<[String]>([])
    }

    init(_ pki: FilesPKI, _ script: @escaping Script) async throws {
        let log = RequestLog()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childTLS(pki.serverConfiguration) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Scripted(script, log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        self.log = log
    }

    func close() async throws { try await channel.close() }

    private final class Scripted: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let script: Script
        private let log: RequestLog
        private var received = ""

        init(_ script: @escaping Script, _ log: RequestLog) {
            self.script = script
            self.log = log
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            while let end = received.range(of: "\r\n\r\n") {
                let lines = received[..<end.lowerBound].components(separatedBy: "\r\n")
                received = String(received[end.upperBound...])
                let words = lines[0].split(separator: " ").map(String.init)
                log.lines.withLock { $0.append(lines[0]) }
                send(script(words[0], words[1], Array(lines.dropFirst())), context)
            }
        }

        private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
            let loop = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply.bytes))).whenComplete { result in
                let (this, context) = loop.value
                if reply.closes {
                    context.close(promise: nil)
                } else if reply.isEndless, case .success = result, context.channel.isActive {
                    this.send(reply, context)
                }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}

extension HostileFilesServer.Reply {
    /// A well-formed answer.
    static func answer(_ status: String = "200 OK", _ fields: [String] = [], _ body: [UInt8] = []) -> Self {
        let length =
            fields.contains { $0.lowercased().hasPrefix("content-length") } ? [] : ["Content-Length: \(body.count)"]
        let head = (["HTTP/1.1 \(status)"] + fields + length).joined(separator: "\r\n") + "\r\n\r\n"
        return Self(bytes: Array(head.utf8) + body)
    }

    static let notFound = answer("404 Not Found")

    /// The same, and then the connection is closed.
    var closing: Self { Self(bytes: bytes, closes: true) }
}

extension FileManifest {
    /// What a server signs for a content.
    static func test(
        _ path: String, _ content: [UInt8], _ identity: Identity, wrongLeaf: Int? = nil
    ) async throws -> FileManifest {
        var hasher = BlockHasher()
        var leaves = content.withUnsafeBytes { hasher.update($0) }
        if let last = hasher.finish() { leaves.append(last) }
        if let wrongLeaf { leaves[wrongLeaf] = .emptyRoot }
        return try await signed(
            path: path, size: UInt64(content.count), modified: FileTime(seconds: 1, nanoseconds: 0), leaves: leaves,
            root: HashedContent(leaves: leaves).root, with: identity)
    }

    /// As the body of an answer.
    var bytes: [UInt8] { Array(encoded.readableBytesView) }

    /// As the field of an answer.
    var field: String { "Manifest: :\(Data(bytes).base64EncodedString()):" }
}
