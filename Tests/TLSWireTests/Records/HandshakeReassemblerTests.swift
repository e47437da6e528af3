import Testing

@testable import TLSWire

@Suite struct HandshakeReassemblerTests {
    private func drain(_ reassembler: inout HandshakeReassembler, limit: Int = 1 << 14) throws -> [RawHandshakeMessage]
    {
        var messages: [RawHandshakeMessage] = []
        while let message = try reassembler.nextMessage(maximumLength: { _ in limit }) { messages.append(message) }
        return messages
    }

    private static let messages = MessageSample.all.map { RawHandshakeMessage(type: $0.message.type, bytes: $0.bytes) }

    @Test(arguments: [1, 2, 3, 5, 7, 64, 100, 1 << 14])
    func putsMessagesTogether(fragmentCount: Int) throws {
        let stream = Self.messages.flatMap(\.bytes)
        var reassembler = HandshakeReassembler()
        var found: [RawHandshakeMessage] = []
        for start in stride(from: 0, to: stream.count, by: fragmentCount) {
            let fragment = [UInt8](stream[start..<min(stream.count, start + fragmentCount)])
            unsafe reassembler.append(fragment.span.bytes)
            found += try self.drain(&reassembler)
            #expect(reassembler.isEmpty == (reassembler.pendingCount == 0))
        }
        #expect(found == Self.messages)
        #expect(reassembler.isEmpty)
    }

    @Test func decodesWhatItFinds() throws {
        for (raw, sample) in zip(Self.messages, MessageSample.all) {
            #expect(try raw.decoded() == sample.message)
        }
    }

    @Test func saysThatAMessageIsPending() throws {
        var reassembler = HandshakeReassembler()
        #expect(reassembler.isEmpty)
        let fragments: [[UInt8]] = [[24, 0, 0, 1, 0, 24], [0], [0, 1], [1]]
        var counts: [Int] = []
        var pending: [Int] = []
        for fragment in fragments {
            unsafe reassembler.append(fragment.span.bytes)
            counts.append(try self.drain(&reassembler).count)
            pending.append(reassembler.pendingCount)
        }
        #expect(counts == [1, 0, 0, 1])
        #expect(pending == [1, 2, 4, 0])
        #expect(reassembler.isEmpty)
    }

    @Test func refusesLongMessagesByTheirHeader() throws {
        var reassembler = HandshakeReassembler()
        let header: [UInt8] = [11, 0x00, 0x10, 0x01]
        unsafe reassembler.append(header.span.bytes)
        let failure = #expect(throws: DecodingFailure.self) { try self.drain(&reassembler, limit: 0x1000) }
        #expect(failure?.kind == .messageTooLong(.certificate))
        #expect(try self.drain(&reassembler, limit: 0x1001).isEmpty)
    }

    @Test func asksForTheLimitOfEachType() throws {
        var reassembler = HandshakeReassembler()
        let bytes: [UInt8] = [24, 0, 0, 1, 0, 20, 0, 0, 2, 0, 0]
        unsafe reassembler.append(bytes.span.bytes)
        let limits: (HandshakeType) -> Int = { $0 == .keyUpdate ? 1 : 0 }
        #expect(try reassembler.nextMessage(maximumLength: limits)?.type == .keyUpdate)
        let failure = #expect(throws: DecodingFailure.self) { try reassembler.nextMessage(maximumLength: limits) }
        #expect(failure?.kind == .messageTooLong(.finished))
    }
}
