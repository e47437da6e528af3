import TLSCrypto
import Testing

@Suite struct ConstantTimeTests {
    @Test(arguments: [0, 1, 31, 32, 33, 64])
    func findsADifferenceInEveryBit(count: Int) {
        let bytes = [UInt8](repeating: 0x5a, count: count)
        #expect(ConstantTime.isEqual(bytes, bytes))
        for index in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[index] ^= 1 << UInt8(bit)
                #expect(!ConstantTime.isEqual(bytes, other))
            }
        }
    }

    @Test func differentLengthsDiffer() {
        #expect(!ConstantTime.isEqual([1, 2, 3], [1, 2]))
        #expect(!ConstantTime.isEqual([], [0]))
    }
}
