import TLSCrypto
import TLSWire
import Testing

@Suite struct RecordProtection12Tests {
    @Test(arguments: RecordVector12.all)
    func knownAnswer(vector: RecordVector12) throws {
        let sealing = try Protection12(vector, .sealing)
        let opening = try Protection12(vector, .opening)
        for record in vector.records {
            let (plaintext, fragment) = (record.plaintext, record.fragment)
            sealing.random.next = record.iv
            #expect(try sealing.seal(plaintext, record.type, record.sequenceNumber) == fragment)
            #expect(sealing.sealedLength(of: plaintext.count) == fragment.count)
            #expect(try opening.open(fragment, record.type, record.sequenceNumber) == plaintext)
        }
    }

    @Test(arguments: RecordVector12.all)
    func changedRecordsAreRefused(vector: RecordVector12) throws {
        let record = vector.records[0]
        let fragment = record.fragment
        func refuses(
            _ fragment: [UInt8], type: ContentType? = nil, sequenceNumber: UInt64? = nil,
            version: ProtocolVersion? = nil, sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            // A context for each, because the first failure of a chained IV spoils what follows.
            let opening = try Protection12(vector, .opening, version: version)
            #expect(throws: CryptoFailure.authenticationFailed, sourceLocation: sourceLocation) {
                try opening.open(fragment, type ?? record.type, sequenceNumber ?? record.sequenceNumber)
            }
        }
        for index in fragment.indices {
            for bit: UInt8 in [0x01, 0x80] {
                var changed = fragment
                changed[index] ^= bit
                try refuses(changed)
            }
        }
        for length in 0..<fragment.count { try refuses([UInt8](fragment.prefix(length))) }
        try refuses(fragment + [0])
        try refuses(fragment + [UInt8](repeating: 0, count: 16))
        try refuses(fragment, type: .changeCipherSpec)
        try refuses(fragment, sequenceNumber: 1)
        try refuses(fragment, sequenceNumber: 1 << 63)
        if vector.version >= .tls11 {
            try refuses(fragment, version: vector.version == .tls12 ? .tls11 : .tls12)
        }
        try refuses([UInt8](repeating: 1, count: 1 << 14 + 2048 + 1))
    }

    @Test(arguments: RecordVector12.all)
    func everyLengthGoesThere(vector: RecordVector12) throws {
        let (sealing, opening) = (try Protection12(vector, .sealing), try Protection12(vector, .opening))
        for (number, length) in ([Int](0...80) + [255, 256, 257, 1000, 1 << 14]).enumerated() {
            let plaintext = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            sealing.random.next = [UInt8](repeating: UInt8(number), count: 16)
            let fragment = try sealing.seal(plaintext, .applicationData, UInt64(number))
            #expect(fragment.count == sealing.sealedLength(of: length))
            #expect(try opening.open(fragment, .applicationData, UInt64(number)) == plaintext)
        }
        #expect(throws: CryptoFailure.internalFailure) {
            try sealing.seal([UInt8](repeating: 0, count: 1 << 14 + 1), .applicationData, 1000)
        }
    }

    @Test(arguments: RecordVector12.all)
    func smallOutputsAreNoticed(vector: RecordVector12) throws {
        let record = vector.records[0]
        let (plaintext, fragment) = (record.plaintext, record.fragment)
        let sealing = try Protection12(vector, .sealing)
        sealing.random.next = record.iv
        #expect(throws: CryptoFailure.outputTooSmall) {
            try sealing.seal(plaintext, record.type, record.sequenceNumber, capacity: fragment.count - 1)
        }
        // Nothing was used up by the failure.
        #expect(try sealing.seal(plaintext, record.type, record.sequenceNumber) == fragment)
        let opening = try Protection12(vector, .opening)
        #expect(throws: CryptoFailure.outputTooSmall) {
            try opening.open(fragment, record.type, record.sequenceNumber, capacity: fragment.count - 1)
        }
        #expect(try opening.open(fragment, record.type, record.sequenceNumber) == plaintext)
    }

    @Test(arguments: RecordVector12.all)
    func wrongKeyLengthsAreRefused(vector: RecordVector12) throws {
        let parameters = try #require(CipherSuiteParameters12(vector.suite))
        let lengths = [parameters.macKeyLength, parameters.keyLength, parameters.fixedIVLength(vector.version)]
        for index in 0..<3 {
            var wrong = lengths
            wrong[index] += 1
            let parts = wrong.map { Secret(zeros: $0) }
            #expect(throws: CryptoFailure.invalidKeyLength) {
                _ = try RecordProtection12(
                    parameters, version: vector.version, encryptsThenMACs: vector.encryptsThenMACs,
                    keys: RecordKeys12(macKey: parts[0], key: parts[1], iv: parts[2]), for: .sealing, random: .system)
            }
        }
    }
}

/// A record protection that closures can use, and the random source of its IVs.
final class Protection12 {
    final class Random: RandomSource, @unchecked Sendable {
        /// What is given next.
        var next: [UInt8] = []

        func bytes(_ count: Int) -> [UInt8] { self.next.isEmpty ? [UInt8](repeating: 0x55, count: count) : self.next }
    }

    let random = Random()
    private var protection: RecordProtection12

    init(
        _ suite: CipherSuite, _ version: ProtocolVersion, encryptsThenMACs: Bool, keys: RecordKeys12,
        _ direction: RecordProtection12.Direction
    ) throws {
        self.protection = try RecordProtection12(
            try #require(CipherSuiteParameters12(suite)), version: version, encryptsThenMACs: encryptsThenMACs,
            keys: keys,
            for: direction, random: self.random)
    }

    convenience init(
        _ vector: RecordVector12, _ direction: RecordProtection12.Direction, version: ProtocolVersion? = nil
    ) throws {
        let keys = RecordKeys12(
            macKey: Secret(copying: vector.macKey), key: Secret(copying: vector.key),
            iv: Secret(copying: vector.fixedIV))
        try self.init(
            vector.suite, version ?? vector.version, encryptsThenMACs: vector.encryptsThenMACs, keys: keys, direction)
    }

    func sealedLength(of length: Int) -> Int { self.protection.sealedLength(of: length) }

    #if BoringSSL
    var compressionCount: Int { self.protection.compressionCount }
    #endif

    @discardableResult
    func seal(
        _ plaintext: [UInt8], _ type: ContentType, _ sequenceNumber: UInt64, capacity: Int? = nil
    ) throws -> [UInt8] {
        try appended(capacity: capacity ?? self.sealedLength(of: plaintext.count)) { output in
            try self.protection.seal(
                plaintext.span.bytes, type: type, sequenceNumber: sequenceNumber, into: &output)
        }
    }

    @discardableResult
    func open(
        _ fragment: [UInt8], _ type: ContentType, _ sequenceNumber: UInt64, capacity: Int? = nil
    ) throws -> [UInt8] {
        try appended(capacity: capacity ?? fragment.count) { output in
            try self.protection.open(fragment.span.bytes, type: type, sequenceNumber: sequenceNumber, into: &output)
        }
    }
}
