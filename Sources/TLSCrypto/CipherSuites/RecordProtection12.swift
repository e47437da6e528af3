import TLSWire

/// The protection of the records of one direction in TLS 1.2 and before (RFC 5246, Section 6.2.3).
///
/// Sequence numbers are the caller's. What is sealed or opened is appended to the output; on failure, the output is as it
/// was.
package struct RecordProtection12: ~Copyable, Sendable {
    /// Which way the records go.
    package enum Direction: Sendable, Hashable {
        case sealing
        case opening
    }

    // One of the two.
    private var aead: AEADRecordProtection12?
    #if BoringSSL
    private var cbc: CBCRecordProtection?
    #endif

    private let version: ProtocolVersion
    private let random: any RandomSource

    /// Expands the keys.
    ///
    /// - Parameters:
    ///   - version: The version that was negotiated, which the records' headers bear.
    ///   - encryptsThenMACs: Whether that was negotiated (RFC 7366). It means nothing to an AEAD.
    ///   - random: Where the IVs of records with CBC come from.
    /// - Throws: `invalidKeyLength` if the keys are not as long as the suite has them.
    package init(
        _ suite: CipherSuiteParameters12, version: ProtocolVersion, encryptsThenMACs: Bool, keys: RecordKeys12,
        for direction: Direction, random: any RandomSource
    ) throws(CryptoFailure) {
        guard keys.iv.count == suite.fixedIVLength(version), keys.macKey.count == suite.macKeyLength else {
            throw .invalidKeyLength
        }
        let aead = try Self.aead(suite, keys)
        #if BoringSSL
        self.cbc = try Self.cbc(suite, keys, direction, encryptsThenMACs: encryptsThenMACs)
        #endif
        self.aead = aead
        self.version = version
        self.random = random
    }

    private static func aead(
        _ suite: CipherSuiteParameters12, _ keys: RecordKeys12
    ) throws(CryptoFailure) -> AEADRecordProtection12? {
        guard case .aead(let algorithm) = suite.protection else { return nil }
        return try AEADRecordProtection12(algorithm, key: keys.key, fixedIV: keys.iv)
    }

    #if BoringSSL
    private static func cbc(
        _ suite: CipherSuiteParameters12, _ keys: RecordKeys12, _ direction: Direction, encryptsThenMACs: Bool
    ) throws(CryptoFailure) -> CBCRecordProtection? {
        guard case .cbc(let keyLength, let mac) = suite.protection else { return nil }
        guard keys.key.count == keyLength else { throw .invalidKeyLength }
        return try CBCRecordProtection(
            mac, encryptsThenMACs: encryptsThenMACs, direction: direction, key: keys.key, macKey: keys.macKey,
            chainedIV: keys.iv.count == 0 ? nil : keys.iv)
    }
    #endif

    /// The length of the fragment that seals a plaintext of `length` bytes.
    package func sealedLength(of length: Int) -> Int {
        #if BoringSSL
        switch self.cbc {
        case .some(let cbc): return cbc.sealedLength(of: length)
        case .none: break
        }
        #endif
        switch self.aead {
        case .some(let aead): return aead.sealedLength(of: length)
        case .none: return length
        }
    }

    /// Appends the fragment that seals `plaintext`, `sealedLength(of:)` bytes, to `output`.
    ///
    /// - Throws: `outputTooSmall`; `internalFailure` if the direction is another, or the plaintext longer than 2^14 bytes.
    @_lifetime(output: copy output)
    package mutating func seal(
        _ plaintext: RawSpan, type: ContentType, sequenceNumber: UInt64, into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        // RFC 5246, Section 6.2.1
        guard plaintext.byteCount <= RecordHeader.maximumPlaintextLength else { throw .internalFailure }
        guard self.sealedLength(of: plaintext.byteCount) <= output.freeCapacity else { throw .outputTooSmall }
        let header = self.header(type, sequenceNumber)
        try self.aead?.seal(plaintext, header: header, sequenceNumber: sequenceNumber, into: &output)
        #if BoringSSL
        try self.cbc?.seal(plaintext, header: header, random: self.random, into: &output)
        #endif
    }

    /// Appends the plaintext of `fragment` to `output`, which needs room for as many bytes as the fragment has, though
    /// fewer are appended.
    ///
    /// - Throws: `authenticationFailed`, whatever is wrong with the fragment; `outputTooSmall`.
    @_lifetime(output: copy output)
    package mutating func open(
        _ fragment: RawSpan, type: ContentType, sequenceNumber: UInt64, into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        // RFC 5246, Section 6.2.3
        guard fragment.byteCount <= RecordHeader.maximumCiphertextLength12 else { throw .authenticationFailed }
        guard fragment.byteCount <= output.freeCapacity else { throw .outputTooSmall }
        let header = self.header(type, sequenceNumber)
        try self.aead?.open(fragment, header: header, sequenceNumber: sequenceNumber, into: &output)
        #if BoringSSL
        try self.cbc?.open(fragment, header: header, into: &output)
        #endif
    }

    #if BoringSSL
    /// How often compression functions were called to compute the MACs of opened records in constant time; see
    /// `CBCRecordProtection`. For tests.
    package var compressionCount: Int {
        switch self.cbc {
        case .some(let cbc): cbc.compressionCount
        case .none: 0
        }
    }
    #endif

    /// What is authenticated before the length (RFC 5246, Section 6.2.3.3).
    private func header(_ type: ContentType, _ sequenceNumber: UInt64) -> RecordHeader12 {
        RecordHeader12(sequenceNumber: sequenceNumber, type: type, version: self.version)
    }
}

/// The keys of one direction (RFC 5246, Section 6.3). What a suite does not use is empty.
package struct RecordKeys12: Sendable, Equatable {
    package let macKey: Secret
    package let key: Secret
    package let iv: Secret

    package init(macKey: Secret, key: Secret, iv: Secret) {
        self.macKey = macKey
        self.key = key
        self.iv = iv
    }
}

/// Sequence number, content type and version of a record, and room for the length of its content: what a record's MAC
/// covers before the content (RFC 5246, Section 6.2.3.1).
struct RecordHeader12 {
    /// The length without the record's length, in bytes.
    static let byteCount = 11

    private(set) var bytes = InlineArray<13, UInt8>(repeating: 0)

    init(sequenceNumber: UInt64, type: ContentType, version: ProtocolVersion) {
        for index in 0..<8 {
            self.bytes[index] = UInt8(truncatingIfNeeded: sequenceNumber >> UInt64(56 - 8 * index))
        }
        self.bytes[8] = type.rawValue
        self.bytes[9] = UInt8(truncatingIfNeeded: version.rawValue >> 8)
        self.bytes[10] = UInt8(truncatingIfNeeded: version.rawValue)
    }

    /// The header of a record with a content of `length` bytes.
    func with(length: Int) -> RecordHeader12 {
        var header = self
        header.bytes[11] = UInt8(truncatingIfNeeded: length >> 8)
        header.bytes[12] = UInt8(truncatingIfNeeded: length)
        return header
    }
}
