import Testing

@testable import TLSWire

@Suite struct WireWriterTests {
    @Test func writesNumbersInNetworkOrder() {
        var writer = WireWriter()
        writer.write(UInt8(1))
        writer.write(UInt16(0x0203))
        writer.write(UInt32(0x0405_0607))
        writer.write(CipherSuite.aes128GCMSHA256)
        writer.write(ContentType.handshake)
        #expect(writer.bytes == [1, 2, 3, 4, 5, 6, 7, 0x13, 0x01, 22])
    }

    @Test(
        arguments: [
            (LengthPrefix.uint8, [2, 8, 9]), (.uint16, [0, 2, 8, 9]), (.uint24, [0, 0, 2, 8, 9]),
        ] as [(LengthPrefix, [UInt8])])
    func putsLengthsInFront(prefix: LengthPrefix, bytes: [UInt8]) {
        var writer = WireWriter()
        writer.writeVector([8, 9], length: prefix)
        #expect(writer.bytes == bytes)
        var other = WireWriter()
        other.writeVector(length: prefix) { $0.write([8, 9]) }
        #expect(other.bytes == bytes)
    }

    @Test func fillsInLengthsOfNestedVectors() {
        var writer = WireWriter(continuing: [0xff])
        writer.writeVector(length: .uint24) { outer in
            outer.writeVector(length: .uint16) { $0.write([UInt8](repeating: 7, count: 300)) }
        }
        #expect(writer.bytes.prefix(6) == [0xff, 0, 0x01, 0x2e, 0x01, 0x2c])
        #expect(writer.count == 306)
    }

    @Test func writesCodePoints() {
        var writer = WireWriter()
        writer.writeVector([NamedGroup.x25519, .secp256r1], length: .uint16)
        writer.writeVector([PskKeyExchangeMode.pskDHEKE], length: .uint8)
        #expect(writer.bytes == [0, 4, 0, 0x1d, 0, 0x17, 1, 1])
    }
}
