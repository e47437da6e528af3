import TLSCrypto
import Testing

@Suite struct TranscriptHashTests {
    // FIPS 180-4's example "abc".
    static let digestsOfABC: [HashAlgorithm: String] = [
        .sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        .sha384: """
        cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7
        """,
    ]

    @Test(arguments: HashAlgorithm.allCases)
    func digestOfABC(algorithm: HashAlgorithm) throws {
        let expected = [UInt8](hex: try #require(Self.digestsOfABC[algorithm]))
        #expect(algorithm.digest(of: [UInt8]("abc".utf8)) == expected)
        #expect(algorithm.digestLength == expected.count)

        var transcript = TranscriptHash(algorithm)
        transcript.update([UInt8]("a".utf8))
        transcript.update([])
        transcript.update([UInt8]("bc".utf8))
        #expect(transcript.digest() == expected)
        #expect(transcript.digest() == expected, "asking changes nothing")
        #expect(transcript.algorithm == algorithm)
    }

    @Test(arguments: HashAlgorithm.allCases)
    func copiesGoSeparateWays(algorithm: HashAlgorithm) {
        var transcript = TranscriptHash(algorithm)
        transcript.update([1, 2, 3])
        var copy = transcript
        copy.update([4])
        transcript.update([5])
        #expect(copy.digest() == algorithm.digest(of: [1, 2, 3, 4]))
        #expect(transcript.digest() == algorithm.digest(of: [1, 2, 3, 5]))
        #expect(TranscriptHash(algorithm).digest() == algorithm.digest(of: [UInt8]()))
    }
}
