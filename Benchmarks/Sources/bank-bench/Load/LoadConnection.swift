import Foundation
import MeasuredPrograms
import NIOCore

/// One connection in a closed loop: a request, its answer, the next request.
///
/// It reads as much of HTTP/1.1 as the bank's answers need, because it shares the processors with the server.
final class LoadConnection<Source: RequestSource>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var source: Source
    private let record: LoadRecord
    private let end: EventLoopPromise<Source>
    private var inbox = ByteBuffer()
    private var outbox = ByteBuffer()
    private var sent: UInt64 = 0

    init(_ source: Source, record: LoadRecord, end: EventLoopPromise<Source>) {
        self.source = source
        self.record = record
        self.end = end
    }

    /// Sends the first request.
    func start(_ context: ChannelHandlerContext) { sendNext(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if inbox.readableBytes == 0 { inbox = bytes } else { inbox.writeBuffer(&bytes) }
        guard let answer = Answer(inbox) else { return }
        record.add(nanoseconds: DispatchTime.now().uptimeNanoseconds - sent)
        guard answer.status == 200 || answer.status == 201 else {
            return fail("answered \(answer.status): \(String(decoding: answer.body, as: UTF8.self))", context)
        }
        guard inbox.readableBytes == answer.length else { return fail("more came than was asked for", context) }
        source.take(answer.body)
        inbox.clear()
        sendNext(context)
    }

    func channelInactive(context: ChannelHandlerContext) { end.fail(BenchFailure("the server closed a connection")) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end.fail(error)
        context.close(promise: nil)
    }

    private func sendNext(_ context: ChannelHandlerContext) {
        outbox.clear()
        guard !record.isOver, source.writeNext(into: &outbox) else {
            end.succeed(source)
            return context.close(promise: nil)
        }
        sent = DispatchTime.now().uptimeNanoseconds
        context.writeAndFlush(wrapOutboundOut(outbox), promise: nil)
    }

    private func fail(_ reason: String, _ context: ChannelHandlerContext) {
        end.fail(BenchFailure(reason))
        context.close(promise: nil)
    }
}

/// A whole answer at the beginning of what came.
private struct Answer {
    let status: Int
    /// Of head and body, in bytes.
    let length: Int
    let body: ByteBufferView

    private static let contentLength = Array("content-length: ".utf8)

    /// Nil: it has not all come yet.
    init?(_ bytes: ByteBuffer) {
        guard let head = bytes.withUnsafeReadableBytes(Self.head), bytes.readableBytes >= head.end + head.bodyLength,
            let body = bytes.viewBytes(at: bytes.readerIndex + head.end, length: head.bodyLength)
        else { return nil }
        status = head.status
        length = head.end + head.bodyLength
        self.body = body
    }

    private static func head(_ bytes: UnsafeRawBufferPointer) -> (status: Int, end: Int, bodyLength: Int)? {
        var (line, status, bodyLength) = (0, 0, 0)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            // Behind "HTTP/1.1 ", and behind the field's name.
            if line == 0 { status = number(bytes, from: 9) }
            if index - line <= 1 { return (status, index + 1, bodyLength) }
            if isContentLength(bytes[line..<index]) { bodyLength = number(bytes, from: line + contentLength.count) }
            line = index + 1
        }
        return nil
    }

    private static func isContentLength(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        line.count > contentLength.count && zip(line, contentLength).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var (value, index) = (0, start)
        while index < bytes.count, case let digit = Int(bytes[index]) - 48, (0...9).contains(digit) {
            (value, index) = (value * 10 + digit, index + 1)
        }
        return value
    }
}
