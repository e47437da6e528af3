import Testing

@testable import TLSWire

@Suite struct ExtensionBlockTests {
    private func decode(_ hex: String) throws -> ExtensionBlock {
        let bytes = [UInt8](hex: hex)
        var reader = unsafe WireReader(bytes.span.bytes, "ClientHello")
        let block = try ExtensionBlock(from: &reader, path: "ClientHello.extensions")
        try reader.finish()
        return block
    }

    private func encode(_ block: ExtensionBlock) -> String {
        var writer = WireWriter()
        block.encode(to: &writer)
        #expect(writer.count == block.encodedCount)
        return writer.bytes.hex
    }

    @Test func keepsOrderAndUnknownExtensions() throws {
        let hex = "0015" + "1a1a0000" + "002b0003020304" + "ffee0002aabb" + "00170000"
        let block = try decode(hex)
        #expect(block.types.map(\.rawValue) == [0x1a1a, 0x002b, 0xffee, 0x0017])
        #expect(block.body(of: ExtensionType(rawValue: 0xffee)) == [0xaa, 0xbb])
        #expect(block.lastType == .extendedMainSecret)
        #expect(block.count == 4)
        #expect(block.contains(.supportedVersions))
        #expect(!block.contains(.keyShare))
        #expect(try block.decode(SupportedVersions.self) == SupportedVersions(versions: [.tls13]))
        #expect(try block.decode(Cookie.self) == nil)
        #expect(block.body(of: .cookie) == nil)
        #expect(encode(block) == hex)
    }

    @Test func tellsAnEmptyBlockFromNone() throws {
        let empty = try decode("0000")
        #expect(empty.isPresent)
        #expect(empty.isEmpty)
        #expect(empty == ExtensionBlock())
        #expect(empty != .absent)
        #expect(encode(empty) == "0000")
        #expect(encode(.absent) == "")
        var filled = ExtensionBlock.absent
        filled.append(PostHandshakeAuth())
        #expect(filled.isPresent)
        #expect(encode(filled) == "000400310000")
    }

    @Test func refusesDuplicates() throws {
        let failure = #expect(throws: DecodingFailure.self) {
            try decode("000c" + "00310000" + "00170000" + "00310000")
        }
        #expect(failure == DecodingFailure(.duplicateExtension(.postHandshakeAuth), path: "ClientHello.extensions"))
    }

    @Test func refusesDuplicatesAmongThousands() throws {
        var block = ExtensionBlock()
        for value in 0..<UInt16(16_000) { block.append(RawExtension(type: ExtensionType(rawValue: value), body: [])) }
        let good = encode(block)
        #expect(try decode(good).count == 16_000)
        block.append(RawExtension(type: ExtensionType(rawValue: 8_000), body: []))
        let bad = encode(block)
        let failure = #expect(throws: DecodingFailure.self) { try decode(bad) }
        #expect(failure?.kind == .duplicateExtension(ExtensionType(rawValue: 8_000)))
    }

    @Test func refusesBodiesThatReachBeyondTheBlock() throws {
        let failure = #expect(throws: DecodingFailure.self) { try decode("0006" + "00310003" + "0000" + "00") }
        #expect(failure == DecodingFailure(.truncated, path: "ClientHello.extensions.extension_data"))
    }

    @Test func namesTheFieldOfABadBody() throws {
        let block = try decode("000b" + "00330007" + "0005001d000201")
        let failure = #expect(throws: DecodingFailure.self) { try block.decode(KeyShareClientHello.self) }
        #expect(failure?.path == "ClientHello.extensions.key_share.client_shares.key_exchange")
    }

    @Test func replacesAndRemovesInPlace() throws {
        var block = ExtensionBlock()
        block.append(SupportedVersions(versions: [.tls13]))
        block.append(KeyShareClientHello(clientShares: []))
        block.append(EarlyDataIndication())
        block.append(PskKeyExchangeModes(keModes: [.pskDHEKE]))
        block.replace(KeyShareClientHello(clientShares: [KeyShareEntry(group: .x25519, keyExchange: [1])]))
        block.remove(.earlyData)
        block.remove(.cookie)
        #expect(encode(block) == "0018" + "002b0003020304" + "003300070005001d000101" + "002d00020101")
        block.replace(Cookie(cookie: [9]))
        #expect(block.types == [.supportedVersions, .keyShare, .pskKeyExchangeModes, .cookie])
        #expect(try block.decode(Cookie.self) == Cookie(cookie: [9]))
    }

    @Test func givesRawExtensions() throws {
        var block = ExtensionBlock()
        block.append(Cookie(cookie: [1]))
        block.append(EarlyDataIndication())
        #expect(
            block.rawExtensions == [
                RawExtension(type: .cookie, body: [0, 1, 1]), RawExtension(type: .earlyData, body: []),
            ])
    }
}
