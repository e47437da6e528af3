import TLSCrypto
import Testing

@Suite struct RandomSourceTests {
    @Test(arguments: [0, 1, 32, 256, 257, 1000])
    func givesAsManyBytesAsAsked(count: Int) {
        let bytes = SystemRandomSource().bytes(count)
        #expect(bytes.count == count)
        // A byte that every one of 20 draws leaves at zero was never written.
        guard count > 0 else { return }
        let draws = (0..<20).map { _ in SystemRandomSource().bytes(count) }
        #expect(bytes.indices.allSatisfy { index in draws.contains { $0[index] != 0 } })
    }

    @Test func doesNotRepeat() {
        #expect(SystemRandomSource().bytes(32) != SystemRandomSource().bytes(32))
    }
}
