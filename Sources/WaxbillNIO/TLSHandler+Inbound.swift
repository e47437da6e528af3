import NIOCore
import WaxbillTLS

extension TLSHandler where Connection: ~Copyable {
    /// The pipeline asks for data: from what is held back, or from the network unless an inquiry waits.
    func read(_ context: ChannelHandlerContext) {
        readIsPending = true
        if isHeldBack {
            isHeldBack = false
            receive(ByteBuffer(), context)
            readIsHeld = readIsPending
            completeRead(context)
        } else if inquiry != nil {
            readIsHeld = true
        } else {
            context.read()
        }
    }

    /// A burst of reads has ended, or what was held has been processed.
    func completeRead(_ context: ChannelHandlerContext) {
        completeDelivery(context)
        if shutdown.state == .lingering, !isAutoRead(context) { return context.read() }
        guard inquiry == nil, !isHeldBack, shutdown.canReceive else { return }
        if readIsHeld {
            readIsHeld = false
            context.read()
        } else if shutdown.state == .handshaking || readIsPending, !isAutoRead(context) {
            // What came made no data for the pipeline, which would wait for ever.
            context.read()
        }
    }

    /// Processes what is held and then `data`; what cannot be processed yet is held.
    func receive(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
        if shutdown.state == .lingering { return discard(data) }
        guard shutdown.canReceive else { return }
        guard !isReceiving, !isHeldBack, inquiry == nil else { return hold(data) }
        isReceiving = true
        var data = data
        if var record = held.take() {
            // Only the record that is incomplete is copied; the rest is decrypted where it is.
            record.fillRecord(from: &data)
            consume(&record, context)
            if record.readableBytes > 0 { putBack(record) }
        }
        if held == nil {
            consume(&data, context)
            if data.readableBytes > 0 { putBack(data.compacted(by: allocator)) }
        } else {
            hold(data)
        }
        isReceiving = false
        if cameBack {
            cameBack = false
            receive(ByteBuffer(), context)
        }
    }

    /// Gives the engine what it takes of `data`.
    private func consume(_ data: inout ByteBuffer, _ context: ChannelHandlerContext) {
        while data.readableBytes > 0, shutdown.canReceive, inquiry == nil, isWanted(context) {
            let count = decrypt(&data)
            settle(context)
            if count == 0 { return }
        }
    }

    /// Lets the engine decrypt what is complete, and returns how many bytes it took.
    private func decrypt(_ data: inout ByteBuffer) -> Int {
        // During the handshake record by record, so that no application data is decrypted in the same step.
        let limit = isEstablished ? data.readableBytes : min(data.recordCount ?? 5, data.readableBytes)
        let room = data.plaintextRoom(limit: limit)
        let result: Result<Int, TLSError>
        if room == 0 {
            var none = OutputRawSpan()
            result = Self.receive(data, limit, with: &connection, into: &none)
        } else {
            var received = Result<Int, TLSError>.success(0)
            var buffer = allocator.buffer(capacity: room)
            buffer.writeWithOutputRawSpan(minimumWritableBytes: room) { output in
                received = Self.receive(data, limit, with: &connection, into: &output)
            }
            // What was decrypted before an error is good, and is passed on.
            if buffer.readableBytes > 0 { plaintext = buffer }
            result = received
        }
        switch result {
        case .success(let count):
            data.moveReaderIndex(forwardBy: count)
            return count
        case .failure(let error):
            failure = error
            return 0
        }
    }

    private static func receive(
        _ data: ByteBuffer, _ limit: Int, with connection: inout Connection, into output: inout OutputRawSpan
    ) -> Result<Int, TLSError> {
        do throws(TLSError) {
            return .success(try connection.receive(data.readableBytesSpan.extracting(first: limit), into: &output))
        } catch {
            return .failure(error)
        }
    }

    /// Passes on what was decrypted.
    func deliverPlaintext(_ context: ChannelHandlerContext) {
        guard let plaintext = plaintext.take() else { return }
        didDeliver = true
        readIsPending = false
        context.fireChannelRead(NIOAny(plaintext))
    }

    /// Tells the pipeline that it has got all of a burst, if it has got anything.
    func completeDelivery(_ context: ChannelHandlerContext) {
        guard didDeliver else { return }
        didDeliver = false
        context.fireChannelReadComplete()
    }

    /// Whether application data may be decrypted. The handshake reads without being asked to, so that the first data may
    /// come before the pipeline wants any.
    private func isWanted(_ context: ChannelHandlerContext) -> Bool {
        guard isFirstData, isEstablished else { return true }
        isHeldBack = !readIsPending && !isAutoRead(context)
        isFirstData = isHeldBack
        return !isHeldBack
    }

    /// Holds `data` behind what is held.
    private func hold(_ data: ByteBuffer) {
        guard data.readableBytes > 0 else { return }
        if isReceiving { cameBack = true }
        if held == nil { held = data } else { held?.writeImmutableBuffer(data) }
    }

    /// Holds `data` before what came while it was being processed.
    private func putBack(_ data: ByteBuffer) {
        guard shutdown.canReceive else { return }
        var data = data
        if let later = held.take() { data.writeImmutableBuffer(later) }
        held = data
    }

    func isAutoRead(_ context: ChannelHandlerContext) -> Bool {
        (try? context.channel.syncOptions?.getOption(.autoRead)) ?? true
    }
}

extension ByteBuffer {
    /// The bytes of the record at the reader index with its header, or nil where the header is not complete. No more than
    /// any version allows: the engine refuses what announces more.
    fileprivate var recordCount: Int? {
        guard readableBytes >= 5, let length = getInteger(at: readerIndex + 3, as: UInt16.self) else { return nil }
        return 5 + min(Int(length), 16_384 + 2_048)
    }

    /// Moves bytes from `source` until there is one whole record, or no more bytes.
    fileprivate mutating func fillRecord(from source: inout ByteBuffer) {
        fill(upTo: 5, from: &source)
        if let recordCount { fill(upTo: recordCount, from: &source) }
    }

    private mutating func fill(upTo count: Int, from source: inout ByteBuffer) {
        guard count > readableBytes,
            let bytes = source.readSlice(length: min(count - readableBytes, source.readableBytes))
        else { return }
        writeImmutableBuffer(bytes)
    }

    /// The room that the engine wants for the whole records within the first `limit` bytes; 0 where there is none.
    fileprivate func plaintextRoom(limit: Int) -> Int {
        var room = 0
        var index = readerIndex
        while let length = getInteger(at: index + 3, as: UInt16.self) {
            index += 5 + Int(length)
            guard index <= readerIndex + limit else { break }
            room += Int(length)
        }
        return room
    }

    /// The readable bytes in a buffer with room for the record that they begin.
    fileprivate func compacted(by allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: max(readableBytes, recordCount ?? 0))
        buffer.writeImmutableBuffer(self)
        return buffer
    }
}
