import Testing

@testable import TLSWire

/// Messages with random damage: each is refused, or decoded and then encoded to the same bytes; none traps.
@Suite struct MutationTests {
    @Test(arguments: MessageSample.all)
    func survivesDamagedMessages(sample: MessageSample) {
        var generator = SeededGenerator(seed: UInt64(sample.bytes.count) << 8 | UInt64(sample.bytes[0]))
        for _ in 0..<400 { self.check(sample.message.type, self.damage(sample.body, &generator)) }
    }

    @Test(arguments: ExtensionSample.all)
    func survivesDamagedExtensions(sample: ExtensionSample) throws {
        var generator = SeededGenerator(seed: UInt64(sample.type.rawValue))
        for _ in 0..<300 {
            let body = self.damage(sample.body, &generator)
            do {
                let recoded = try sample.recode(body)
                #expect(recoded == body)
            } catch is DecodingFailure {
                continue
            }
        }
    }

    @Test(.enabled(if: SharedVectors.exist, SharedVectors.missing))
    func survivesDamagedClientHellos() throws {
        var generator = SeededGenerator(seed: 86)
        for capture in try SharedVectors.clientHellos() {
            let body = [UInt8](capture.bytes.dropFirst(RecordHeader.byteCount + HandshakeMessage.headerCount))
            for _ in 0..<60 { self.check(.clientHello, self.damage(body, &generator)) }
        }
    }

    /// Also reads each body as every other message, which it is not.
    @Test(arguments: MessageSample.all)
    func survivesMistakenMessages(sample: MessageSample) {
        for type in HandshakeType.registeredNames.keys { self.check(HandshakeType(rawValue: type), sample.body) }
    }

    @Test(arguments: MessageSample12.all)
    func survivesDamagedMessagesOfTLS12(sample: MessageSample12) throws {
        var generator = SeededGenerator(seed: UInt64(sample.bytes.count) << 8 | UInt64(sample.bytes[0]))
        for _ in 0..<400 { try self.check(sample, self.damage(sample.body, &generator)) }
    }

    /// Also reads each body as every other message, in every form, which it is not.
    @Test(arguments: MessageSample12.all)
    func survivesMistakenMessagesOfTLS12(sample: MessageSample12) throws {
        for other in MessageSample12.all { try self.check(other, sample.body) }
        for type in HandshakeType.registeredNames.keys {
            guard let message = try? decodeBody12(HandshakeType(rawValue: type), sample.body) else { continue }
            #expect(message.encoded().dropFirst(HandshakeMessage.headerCount) == sample.body[...])
        }
    }

    private func check(_ form: MessageSample12, _ body: [UInt8]) throws {
        do {
            let recoded = try form.recode(body)
            #expect(recoded == body)
        } catch is DecodingFailure {
            return
        }
    }

    private func check(_ type: HandshakeType, _ body: [UInt8]) {
        guard let message = try? decodeBody(type, body) else { return }
        #expect(message.encoded().dropFirst(HandshakeMessage.headerCount) == body[...])
        guard case .clientHello(let hello) = message else { return }
        for sample in ExtensionSample.all {
            guard let body = hello.extensions.body(of: sample.type) else { continue }
            if let recoded = try? sample.recode(body) { #expect(recoded == body) }
        }
    }

    private func damage(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1 where place < bytes.count: bytes[place] = [0, 1, 0x7f, 0xff].randomElement(using: &generator) ?? 0
            case 2 where place < bytes.count: bytes[place] &+= Bool.random(using: &generator) ? 1 : 0xff
            case 3: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            case 4: bytes.removeSubrange(place..<min(bytes.count, place + 4))
            default: bytes.insert(contentsOf: bytes.prefix(place).suffix(8), at: place)
            }
        }
        return bytes
    }
}
