import Crypto
import TLSCrypto
import TLSWire
import Testing

@Suite struct PRFTests {
    @Test(arguments: PRFVector.all)
    func knownAnswer(vector: PRFVector) {
        let (secret, seed) = (Secret(copying: [UInt8](hex: vector.secret)), [UInt8](hex: vector.seed))
        let expected = [UInt8](hex: vector.output)
        let output = vector.prf.derive(
            secret: secret, label: [UInt8](vector.label.utf8), seed: seed, length: expected.count)
        #expect(output.copyBytes() == expected)
    }

    @Test(arguments: PRF.allCases)
    func shorterOutputsAreTheFrontOfLongerOnes(prf: PRF) {
        let secret = Secret(copying: [UInt8](repeating: 7, count: 48))
        let long = prf.derive(secret: secret, label: "key expansion", seed: [1, 2, 3], length: 200).copyBytes()
        for length in [0, 1, 15, 16, 17, 20, 31, 32, 33, 47, 48, 49, 96, 199] {
            let short = prf.derive(secret: secret, label: "key expansion", seed: [1, 2, 3], length: length)
            #expect(short.copyBytes() == [UInt8](long.prefix(length)))
        }
        #expect(prf.derive(secret: secret, label: "key expansion", seed: [1, 2, 4], length: 200).copyBytes() != long)
        #expect(prf.derive(secret: secret, label: "key expansioN", seed: [1, 2, 3], length: 200).copyBytes() != long)
    }
}

@Suite struct TranscriptHash12Tests {
    @Test(arguments: PRF.allCases)
    func digestOfTheMessagesSoFar(prf: PRF) {
        let (first, second): ([UInt8], [UInt8]) = ([1, 2, 3], [UInt8](repeating: 9, count: 200))
        var hash = TranscriptHash12(prf)
        #expect(hash.digest() == expected(prf, []))
        hash.update(first)
        let copy = hash
        #expect(hash.digest() == expected(prf, first))
        hash.update(second)
        #expect(hash.digest() == expected(prf, first + second))
        #expect(hash.digest().count == prf.digestLength)
        #expect(copy.digest() == expected(prf, first))
    }

    private func expected(_ prf: PRF, _ bytes: [UInt8]) -> [UInt8] {
        switch prf {
        case .md5SHA1: [UInt8](Insecure.MD5.hash(data: bytes)) + [UInt8](Insecure.SHA1.hash(data: bytes))
        case .sha256: [UInt8](SHA256.hash(data: bytes))
        case .sha384: [UInt8](SHA384.hash(data: bytes))
        }
    }
}

@Suite struct KeyBlock12Tests {
    /// RFC 5246, Section 6.3: MAC keys, keys and IVs, the client's before the server's.
    @Test(arguments: CipherSuiteParameters12.supportedSuites, [ProtocolVersion.tls10, .tls11, .tls12])
    func theBlockIsDividedInOrder(suite: CipherSuite, version: ProtocolVersion) throws {
        let parameters = try #require(CipherSuiteParameters12(suite))
        let mainSecret = Secret(copying: [UInt8](repeating: 3, count: 48))
        let (client, server) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
        let keys = KeyBlock12(
            parameters, version: version, mainSecret: mainSecret, clientRandom: client, serverRandom: server)
        let parts = [
            keys.client.macKey, keys.server.macKey, keys.client.key, keys.server.key, keys.client.iv, keys.server.iv,
        ].map { $0.copyBytes() }
        let block = parts.flatMap { $0 }
        #expect(
            parameters.prf(version).derive(
                secret: mainSecret, label: "key expansion", seed: server + client, length: block.count
            ).copyBytes() == block)
        let ivLength = parameters.fixedIVLength(version)
        #expect(
            parts.map(\.count).enumerated().allSatisfy { index, count in
                count == [parameters.macKeyLength, parameters.keyLength, ivLength][index / 2]
            })
    }
}
