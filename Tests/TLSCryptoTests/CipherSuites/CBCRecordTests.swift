#if BoringSSL
import Crypto
import CryptoExtras
import TLSCrypto
import TLSWire
import Testing

/// Padding and MAC of records with CBC, right and wrong, made by another implementation.
@Suite struct CBCRecordTests {
    static let vectors = RecordVector12.all.filter { !$0.macKey.isEmpty }
    static let macThenEncrypt = vectors.filter { !$0.encryptsThenMACs }

    /// RFC 5246, Section 6.2.3.2: up to 255 bytes of padding, whatever the plaintext's length.
    @Test(arguments: vectors)
    func everyPaddingLengthIsAccepted(vector: RecordVector12) throws {
        let maker = try CBCRecordMaker(vector)
        for total in [0, 256, 528].map({ $0 + maker.leastLength }) {
            for padding in 0...255 where total - maker.macInside - 1 - padding >= 0 {
                let plaintext = maker.plaintext(total - maker.macInside - 1 - padding)
                let good = [UInt8](repeating: UInt8(padding), count: padding + 1)
                let fragment = try maker.fragment(plaintext, padding: good)
                #expect(try Protection12(vector, .opening).open(fragment, .applicationData, 5) == plaintext)
            }
        }
    }

    /// POODLE: padding whose content was not looked at. And wrong MACs, and both.
    @Test(arguments: vectors)
    func wrongPaddingAndWrongMACsAreRefusedAlike(vector: RecordVector12) throws {
        let maker = try CBCRecordMaker(vector)
        func refuses(_ fragment: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
            let opening = try Protection12(vector, .opening)
            #expect(throws: CryptoFailure.authenticationFailed, sourceLocation: sourceLocation) {
                try opening.open(fragment, .applicationData, 5)
            }
        }
        for padding in [0, 1, 15, 16, 100, 255] {
            let length = (maker.leastLength + 512) - maker.macInside - 1 - padding
            let plaintext = maker.plaintext(length)
            let good = [UInt8](repeating: UInt8(padding), count: padding + 1)
            for index in good.indices where padding > 0 {
                var bad = good
                bad[index] ^= 0x40
                try refuses(maker.fragment(plaintext, padding: bad))
            }
            for index in 0..<maker.macLength {
                try refuses(maker.fragment(plaintext, padding: good, faultOfMAC: index))
                var bad = good
                bad[0] ^= 0x40
                try refuses(maker.fragment(plaintext, padding: bad, faultOfMAC: index))
            }
        }
    }

    /// A padding length that says more than the record has.
    @Test(arguments: vectors)
    func tooLongPaddingIsRefused(vector: RecordVector12) throws {
        let maker = try CBCRecordMaker(vector)
        for blocks in [1, 2, 3, 4, 15, 16] {
            for last in UInt8.min...UInt8.max where Int(last) + 1 + maker.macInside > blocks * 16 {
                let content = [UInt8](repeating: last, count: blocks * 16)
                let opening = try Protection12(vector, .opening)
                #expect(throws: CryptoFailure.authenticationFailed) {
                    try opening.open(maker.fragment(ofBlocks: content), .applicationData, 5)
                }
            }
        }
    }

    /// Lucky 13: how much is hashed may depend on the record's length, not on its padding, nor on whether that is right.
    ///
    /// Where BoringSSL has the whole construction (SHA-1; AES-128 with SHA-256), it counts nothing that could be read.
    @Test(arguments: macThenEncrypt.filter { $0.suite.rawValue == 0x003d || $0.suite.rawValue == 0xc028 })
    func theNumberOfCompressionsDoesNotDependOnThePadding(vector: RecordVector12) throws {
        let maker = try CBCRecordMaker(vector)
        var counts: [Int] = []
        for total in stride(from: maker.leastLength, to: maker.leastLength + 1024, by: 16) {
            var fragments: [[UInt8]] = []
            let step = total.isMultiple(of: 256) ? 1 : 23
            for padding in stride(from: 0, through: 255, by: step) where total - maker.macInside - 1 - padding >= 0 {
                let plaintext = maker.plaintext(total - maker.macInside - 1 - padding)
                let good = [UInt8](repeating: UInt8(padding), count: padding + 1)
                fragments.append(try maker.fragment(plaintext, padding: good))
                fragments.append(try maker.fragment(plaintext, padding: good, faultOfMAC: 0))
                guard padding > 0 else { continue }
                fragments.append(try maker.fragment(plaintext, padding: [good[0] ^ 1] + good.dropFirst()))
            }
            fragments.append(maker.fragment(ofBlocks: [UInt8](repeating: 0xff, count: total)))
            let opening = try Protection12(vector, .opening)
            let differences = Set(
                fragments.map { fragment in
                    let before = opening.compressionCount
                    _ = try? opening.open(fragment, .applicationData, 5)
                    return opening.compressionCount - before
                })
            #expect(differences.count == 1, "\(differences) for \(total) bytes")
            counts.append(try #require(differences.first))
        }
        // Two keys, the outer hash, one block of the inner at least; and more for longer records.
        #expect(try #require(counts.first) >= 4)
        #expect(counts == counts.sorted() && Set(counts).count > 5)
    }

    @Test(arguments: vectors)
    func directionsAreKept(vector: RecordVector12) throws {
        #expect(throws: CryptoFailure.internalFailure) {
            try Protection12(vector, .opening).seal([1], .applicationData, 0)
        }
        #expect(throws: CryptoFailure.internalFailure) {
            try Protection12(vector, .sealing).open([UInt8](repeating: 0, count: 64), .applicationData, 0)
        }
    }

    /// RFC 5246, Section 6.2.3.2: IVs from the random source, and no record without one.
    @Test func explicitIVsComeFromTheRandomSource() throws {
        let vector = try #require(Self.vectors.first { $0.version == .tls12 })
        let sealing = try Protection12(vector, .sealing)
        sealing.random.next = [UInt8](1...16)
        #expect(try sealing.seal([1, 2], .applicationData, 0).prefix(16).elementsEqual(1...16))
        sealing.random.next = [1]
        #expect(throws: CryptoFailure.unusableRandomness) { try sealing.seal([1, 2], .applicationData, 1) }
    }
}

/// Makes application data records with sequence number 5 of any padding and MAC, with swift-crypto's CBC and HMAC.
struct CBCRecordMaker {
    let macLength: Int
    private let vector: RecordVector12
    private let mac: CipherSuite12.MACAlgorithm

    init(_ vector: RecordVector12) throws {
        self.vector = vector
        guard case .cbc(_, let mac) = try #require(CipherSuiteParameters12(vector.suite)).protection else {
            throw CryptoFailure.internalFailure
        }
        self.mac = mac
        self.macLength = mac.length
    }

    /// The bytes of MAC that are encrypted.
    var macInside: Int { self.vector.encryptsThenMACs ? 0 : self.macLength }

    /// The least number of encrypted bytes: MAC and one byte of padding, in whole blocks.
    var leastLength: Int { (self.macInside / 16 + 1) * 16 }

    func plaintext(_ length: Int) -> [UInt8] { (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 5 &+ 1) } }

    /// A record of `plaintext`, its MAC (with a wrong bit in the byte `faultOfMAC`) and `padding`.
    func fragment(_ plaintext: [UInt8], padding: [UInt8], faultOfMAC: Int? = nil) throws -> [UInt8] {
        guard !self.vector.encryptsThenMACs else {
            return self.fragment(ofBlocks: plaintext + padding, faultOfMAC: faultOfMAC)
        }
        var code = self.code(plaintext)
        if let faultOfMAC { code[faultOfMAC] ^= 0x10 }
        return self.fragment(ofBlocks: plaintext + code + padding)
    }

    /// A record that decrypts to `content`.
    func fragment(ofBlocks content: [UInt8], faultOfMAC: Int? = nil) -> [UInt8] {
        let fixedIV = self.vector.fixedIV
        let iv = fixedIV.isEmpty ? [UInt8](repeating: 0xa5, count: 16) : fixedIV
        let key = SymmetricKey(data: self.vector.key)
        guard let cbcIV = try? AES._CBC.IV(ivBytes: iv),
            let ciphertext = try? AES._CBC.encrypt(content, using: key, iv: cbcIV, noPadding: true)
        else { return [] }
        let fragment = (fixedIV.isEmpty ? iv : []) + [UInt8](ciphertext)
        guard self.vector.encryptsThenMACs else { return fragment }
        var code = self.code(fragment)
        if let faultOfMAC { code[faultOfMAC] ^= 0x10 }
        return fragment + code
    }

    private func code(_ content: [UInt8]) -> [UInt8] {
        let version = self.vector.version.rawValue
        let header: [UInt8] = [
            0, 0, 0, 0, 0, 0, 0, 5, 23, UInt8(version >> 8), UInt8(version & 0xff), UInt8(content.count >> 8),
            UInt8(content.count & 0xff),
        ]
        let key = SymmetricKey(data: self.vector.macKey)
        return switch self.mac {
        case .hmacSHA1:
            [UInt8](Crypto.HMAC<Insecure.SHA1>.authenticationCode(for: header + content, using: key))
        case .hmacSHA256:
            [UInt8](Crypto.HMAC<SHA256>.authenticationCode(for: header + content, using: key))
        case .hmacSHA384:
            [UInt8](Crypto.HMAC<SHA384>.authenticationCode(for: header + content, using: key))
        }
    }
}
#endif
