import Testing

@testable import WaxbillBank

@Suite struct IdempotencyKeyMakingTests {
    /// RFC 9562, Appendix A.6: the example of a UUID of version 7.
    @Test func theExampleOfTheRFC() {
        // rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
        let key = IdempotencyKey.version7(milliseconds: 0x017F_22E2_79B0, random: (0xCC3, 0x18C4_DC0C_0C07_398F << 2))
        #expect(key == IdempotencyKey("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
    }

    @Test(arguments: [(UInt64.min, UInt64.min), (UInt64.max, UInt64.max), (0x1234_5678, 0x8765_4321)])
    func versionAndVariantStay(random: (UInt64, UInt64)) {
        let key = IdempotencyKey.version7(milliseconds: 1, random: random)
        #expect(key.high >> 16 == 1)
        #expect(key.high >> 12 & 0xF == 7)
        #expect(key.low >> 62 == 0b10)
    }

    @Test func keysDifferAndFollowTheTime() {
        let keys = (0..<1000).map { _ in IdempotencyKey.new() }
        #expect(Set(keys).count == 1000)
        let times = keys.map { $0.high >> 16 }
        #expect(times == times.sorted())
        #expect((times.first ?? 0) > 1_700_000_000_000)
    }
}
