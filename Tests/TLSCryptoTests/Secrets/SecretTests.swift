import TLSCrypto
import Testing

@Suite struct SecretTests {
    @Test(arguments: [0, 1, 32, 48, 1000])
    func holdsACopy(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let secret = Secret(copying: bytes)
        #expect(secret.count == count)
        #expect(secret.copyBytes() == bytes)
        #expect(secret.bytes.byteCount == count)
        #expect(secret.withBytes { $0.byteCount } == count)
    }

    @Test func zeros() {
        #expect(Secret(zeros: 48).copyBytes() == [UInt8](repeating: 0, count: 48))
    }

    @Test func isFilledInPlace() {
        let secret = Secret(count: 3) { output in
            for byte: UInt8 in [1, 2, 3] { output.append(byte) }
        }
        #expect(secret.copyBytes() == [1, 2, 3])
    }

    @Test func comparesBytes() {
        let secret = Secret(copying: [1, 2, 3])
        let copy = secret
        #expect(secret == copy)
        #expect(secret == Secret(copying: [1, 2, 3]))
        #expect(secret != Secret(copying: [1, 2, 4]))
        #expect(secret != Secret(copying: [0, 2, 3]))
        #expect(secret != Secret(copying: [1, 2]))
    }

    @Test func showsNoBytes() {
        let secret = Secret(copying: [0xab, 0xcd])
        #expect("\(secret)" == "Secret(2 bytes)")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("171") && !dumped.contains("Storage"))
    }
}
