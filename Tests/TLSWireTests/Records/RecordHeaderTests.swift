import Testing

@testable import TLSWire

@Suite struct RecordHeaderTests {
    @Test func encodesAndDecodes() throws {
        let bytes: [UInt8] = [23, 3, 3, 0x41, 0x00, 99]
        let header = try #require(unsafe RecordHeader(bytes.span.bytes))
        #expect(header == RecordHeader(contentType: .applicationData, length: RecordHeader.maximumCiphertextLength))
        let encoded = header.encoded
        #expect(encoded.indices.map { encoded[$0] } == [UInt8](bytes.prefix(5)))
    }

    @Test(arguments: 0..<5)
    func waitsForAllBytes(count: Int) {
        let bytes = [UInt8]([22, 3, 1, 0, 0].prefix(count))
        #expect(unsafe RecordHeader(bytes.span.bytes) == nil)
    }

    @Test func passesUnknownValues() throws {
        let bytes: [UInt8] = [0x80, 0x2e, 0x01, 0xff, 0xff]
        let header = try #require(unsafe RecordHeader(bytes.span.bytes))
        #expect(header.contentType.rawValue == 0x80)
        #expect(header.legacyRecordVersion.rawValue == 0x2e01)
        #expect(header.length == 0xffff)
    }
}
