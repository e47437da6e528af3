import TLSCrypto
import TLSWire
import Testing

@Suite struct KeyExchangeTests {
    @Test(arguments: ECDHVector.all)
    func knownAnswer(vector: ECDHVector) throws {
        let random = FixedRandomSource(vector.scalar)
        let key = try KeyExchangePrivateKey.generate(vector.group, random: random)
        #expect(key.group == vector.group)
        #expect(key.publicKey == vector.publicKey)
        #expect(try key.sharedSecret(with: vector.peer).copyBytes() == vector.secret)

        let answer = try KeyExchange.respond(vector.group, to: vector.peer, random: random)
        #expect(answer.share == vector.publicKey)
        #expect(answer.secret.copyBytes() == vector.secret)
    }

    /// Lengths of client's share, server's share and secret: RFC 9846, Sections 4.3.8.2 and 7.4.2, and
    /// draft-ietf-tls-ecdhe-mlkem.
    static let lengths: [(NamedGroup, Int, Int, Int)] = [
        (.x25519MLKEM768, 1216, 1120, 64), (.x25519, 32, 32, 32), (.secp256r1, 65, 65, 32),
        (.secp384r1, 97, 97, 48), (.secp521r1, 133, 133, 66),
    ]

    @Test(arguments: lengths)
    func bothSidesAgree(group: NamedGroup, clientLength: Int, serverLength: Int, secretLength: Int) throws {
        #expect(KeyExchange.supportedGroups.contains(group))
        let key = try KeyExchangePrivateKey.generate(group, random: .system)
        let answer = try KeyExchange.respond(group, to: key.publicKey, random: .system)
        #expect(key.publicKey.count == clientLength)
        #expect(answer.share.count == serverLength)
        #expect(answer.secret.count == secretLength)
        #expect(try key.sharedSecret(with: answer.share) == answer.secret)

        let other = try KeyExchangePrivateKey.generate(group, random: .system)
        #expect(other.publicKey != key.publicKey)
        #expect(try KeyExchange.respond(group, to: other.publicKey, random: .system).secret != answer.secret)
    }

    @Test(arguments: lengths)
    func wrongLengthsAreRefused(group: NamedGroup, clientLength: Int, serverLength: Int, _: Int) throws {
        let key = try KeyExchangePrivateKey.generate(group, random: .system)
        let answer = try KeyExchange.respond(group, to: key.publicKey, random: .system)
        for share in [[], [4], [UInt8](key.publicKey.dropLast()), key.publicKey + [0]] {
            #expect(throws: CryptoFailure.invalidKeyShare) {
                try KeyExchange.respond(group, to: share, random: .system)
            }
        }
        for share in [[], [4], [UInt8](answer.share.dropLast()), answer.share + [0]] {
            #expect(throws: CryptoFailure.invalidKeyShare) { try key.sharedSecret(with: share) }
        }
    }

    @Test(arguments: [NamedGroup.secp256r1, .secp384r1, .secp521r1])
    func pointsOffTheCurveAreRefused(group: NamedGroup) throws {
        let key = try KeyExchangePrivateKey.generate(group, random: .system)
        let point = try KeyExchangePrivateKey.generate(group, random: .system).publicKey
        let coordinates = [UInt8](point.dropFirst())
        var shares = point.indices.map { index in
            var share = point
            share[index] ^= 1
            return share
        }
        // The point at infinity, coordinates beyond the field, the other forms of X9.62.
        shares.append([4] + [UInt8](repeating: 0, count: coordinates.count))
        shares.append([4] + [UInt8](repeating: 0xff, count: coordinates.count))
        for form: UInt8 in [0, 2, 3, 5, 6, 7] { shares.append([form] + coordinates) }
        shares.append([2] + coordinates.prefix(coordinates.count / 2))
        for share in shares {
            #expect(throws: CryptoFailure.invalidKeyShare) { try key.sharedSecret(with: share) }
            #expect(throws: CryptoFailure.invalidKeyShare) {
                try KeyExchange.respond(group, to: share, random: .system)
            }
        }
    }

    /// The u-coordinates of the points of small order, all of which lead to zero (RFC 7748, Section 6.1).
    static let pointsOfSmallOrder = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    @Test(arguments: pointsOfSmallOrder)
    func allZeroSecretsAreRefused(point: String) throws {
        let point = [UInt8](hex: point)
        let key = try KeyExchangePrivateKey.generate(.x25519, random: .system)
        #expect(throws: CryptoFailure.invalidKeyShare) { try key.sharedSecret(with: point) }
        #expect(throws: CryptoFailure.invalidKeyShare) {
            try KeyExchange.respond(.x25519, to: point, random: .system)
        }

        let hybrid = try KeyExchangePrivateKey.generate(.x25519MLKEM768, random: .system)
        let answer = try KeyExchange.respond(.x25519MLKEM768, to: hybrid.publicKey, random: .system)
        #expect(throws: CryptoFailure.invalidKeyShare) {
            try hybrid.sharedSecret(with: answer.share.prefix(1088) + point)
        }
        #expect(throws: CryptoFailure.invalidKeyShare) {
            try KeyExchange.respond(.x25519MLKEM768, to: hybrid.publicKey.prefix(1184) + point, random: .system)
        }
    }

    @Test func theHybridSharesItsX25519Key() throws {
        let x25519 = try KeyExchangePrivateKey.generate(.x25519, random: .system)
        let hybrid = try KeyExchangePrivateKey(hybridSharing: x25519, random: .system)
        #expect(hybrid.group == .x25519MLKEM768)
        #expect(hybrid.publicKey.suffix(32) == x25519.publicKey[...])
        for key in [x25519, hybrid] {
            let answer = try KeyExchange.respond(key.group, to: key.publicKey, random: .system)
            #expect(try key.sharedSecret(with: answer.share) == answer.secret)
        }
        let p256 = try KeyExchangePrivateKey.generate(.secp256r1, random: .system)
        #expect(throws: CryptoFailure.unsupportedGroup) {
            try KeyExchangePrivateKey(hybridSharing: p256, random: .system)
        }
    }

    /// FIPS 203, Section 7.2: coefficients must be less than 3329.
    @Test func encapsulationKeysAreChecked() throws {
        let key = try KeyExchangePrivateKey.generate(.x25519MLKEM768, random: .system)
        var share = key.publicKey
        (share[0], share[1]) = (0xff, share[1] | 0x0f)
        #expect(throws: CryptoFailure.invalidKeyShare) {
            try KeyExchange.respond(.x25519MLKEM768, to: share, random: .system)
        }
    }

    /// ML-KEM rejects implicitly: the secret is another one, and there is no error.
    @Test func aChangedCiphertextGivesAnotherSecret() throws {
        let key = try KeyExchangePrivateKey.generate(.x25519MLKEM768, random: .system)
        let answer = try KeyExchange.respond(.x25519MLKEM768, to: key.publicKey, random: .system)
        var share = answer.share
        share[100] ^= 1
        let secret = try key.sharedSecret(with: share)
        #expect(secret != answer.secret)
        #expect(secret.copyBytes().suffix(32) == answer.secret.copyBytes().suffix(32))
    }

    @Test(arguments: [NamedGroup.x448, .ffdhe2048, .secp256r1MLKEM768, NamedGroup(rawValue: 0x0a0a)])
    func otherGroupsAreUnsupported(group: NamedGroup) {
        #expect(!KeyExchange.supportedGroups.contains(group))
        #expect(throws: CryptoFailure.unsupportedGroup) {
            try KeyExchangePrivateKey.generate(group, random: .system)
        }
        #expect(throws: CryptoFailure.unsupportedGroup) {
            try KeyExchange.respond(group, to: [1], random: .system)
        }
    }

    @Test(arguments: KeyExchange.supportedGroups)
    func keysComeFromTheRandomSource(group: NamedGroup) throws {
        let random = FixedRandomSource([UInt8](repeating: 0x42, count: 66))
        let keys = try (0..<2).map { _ in try KeyExchangePrivateKey.generate(group, random: random) }
        #expect(keys[0].publicKey == keys[1].publicKey)
    }

    /// Zero is no scalar, and neither is anything from the order on.
    @Test(arguments: [NamedGroup.secp256r1, .secp384r1, .secp521r1], [0x00, 0xff] as [UInt8])
    func unusableRandomnessIsNoticed(group: NamedGroup, byte: UInt8) {
        let random = FixedRandomSource([UInt8](repeating: byte, count: 66))
        #expect(throws: CryptoFailure.unusableRandomness) {
            try KeyExchangePrivateKey.generate(group, random: random)
        }
    }

    @Test(arguments: KeyExchange.supportedGroups)
    func shortRandomnessIsNoticed(group: NamedGroup) {
        #expect(throws: CryptoFailure.unusableRandomness) {
            try KeyExchangePrivateKey.generate(group, random: FixedRandomSource([1, 2, 3]))
        }
    }
}

/// Gives the same bytes each time, or fewer than asked where it has no more.
private struct FixedRandomSource: RandomSource {
    let fixed: [UInt8]

    init(_ fixed: [UInt8]) { self.fixed = fixed }

    func bytes(_ count: Int) -> [UInt8] { [UInt8](self.fixed.prefix(count)) }
}
