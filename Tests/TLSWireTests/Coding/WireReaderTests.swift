import Testing

@testable import TLSWire

@Suite struct WireReaderTests {
    @Test func readsNumbersInNetworkOrder() throws {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 0x13, 0x01]
        var reader = unsafe WireReader(bytes.span.bytes, "Structure")
        #expect(try reader.uint8("a") == 1)
        #expect(try reader.uint16("b") == 0x0203)
        #expect(try reader.uint32("c") == 0x0405_0607)
        #expect(try reader.codePoint("d") == CipherSuite.aes128GCMSHA256)
        #expect(reader.remainingCount == 0)
        try reader.finish()
    }

    @Test(
        arguments: [
            (LengthPrefix.uint8, [3, 7, 8, 9]), (.uint16, [0, 3, 7, 8, 9]), (.uint24, [0, 0, 3, 7, 8, 9]),
        ] as [(LengthPrefix, [UInt8])])
    func readsVectors(prefix: LengthPrefix, bytes: [UInt8]) throws {
        var reader = unsafe WireReader(bytes.span.bytes, "Structure")
        #expect(try reader.vector("opaque", length: prefix) == [7, 8, 9])
        var other = unsafe WireReader(bytes.span.bytes, "Structure")
        #expect(try other.skipVector("opaque", length: prefix) == 3)
        #expect(other.remainingCount == 0)
    }

    @Test func boundsLengths() throws {
        let bytes: [UInt8] = [2, 7, 8]
        for range in [0...1, 3...5] {
            let failure = #expect(throws: DecodingFailure.self) {
                var reader = unsafe WireReader(bytes.span.bytes, "Structure")
                _ = try reader.vector("opaque", length: .uint8, in: range)
            }
            #expect(failure == DecodingFailure(.lengthOutOfRange, path: "Structure.opaque"))
        }
    }

    @Test func refusesHalfACodePoint() throws {
        let bytes: [UInt8] = [0, 3, 0x13, 0x01, 0x13]
        let failure = #expect(throws: DecodingFailure.self) {
            var reader = unsafe WireReader(bytes.span.bytes, "Structure")
            _ = try reader.codePoints("suites", as: CipherSuite.self, length: .uint16, in: 2...100)
        }
        #expect(failure?.kind == .lengthOutOfRange)
    }

    @Test(arguments: [[], [0], [0, 4, 1, 2, 3], [0xff, 0xff]] as [[UInt8]])
    func saysWhereItEnds(bytes: [UInt8]) throws {
        let failure = #expect(throws: DecodingFailure.self) {
            var reader = unsafe WireReader(bytes.span.bytes, "Structure")
            _ = try reader.list("entries", length: .uint16)
        }
        #expect(failure == DecodingFailure(.truncated, path: "Structure.entries"))
    }

    @Test func namesNestedLists() throws {
        let bytes: [UInt8] = [0, 4, 0, 2, 0, 1]
        let failure = #expect(throws: DecodingFailure.self) {
            var reader = unsafe WireReader(bytes.span.bytes, "A")
            var outer = try reader.list("b", length: .uint16)
            var inner = try outer.list("c", length: .uint16)
            _ = try inner.uint32("d")
        }
        #expect(failure?.path == "A.b.c.d")
        #expect(failure?.description == "truncated in A.b.c.d")
    }

    @Test func reportsTrailingBytes() throws {
        let bytes: [UInt8] = [1, 2]
        let failure = #expect(throws: DecodingFailure.self) {
            var reader = unsafe WireReader(bytes.span.bytes, "Structure")
            _ = try reader.uint8("a")
            try reader.finish()
        }
        #expect(failure == DecodingFailure(.trailingBytes, path: "Structure"))
    }

    @Test func takesTheRemainder() throws {
        let bytes: [UInt8] = [1, 2, 3]
        var reader = unsafe WireReader(bytes.span.bytes, "Structure")
        _ = try reader.uint8("a")
        #expect(reader.remainder() == [2, 3])
        #expect(reader.remainder().isEmpty)
        #expect(reader.remainingCount == 0)
    }
}
