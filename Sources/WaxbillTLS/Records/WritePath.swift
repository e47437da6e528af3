import TLSWire

/// Makes records of what we send: fragments it, protects it, counts (RFC 9846, Section 5; RFC 5246, Section 6.2).
struct WritePath: ~Copyable, Sendable {
    // One of the two, once there are keys.
    private var protection: RecordProtection?
    private var protection12: SequencedProtection12?
    /// What the records bear: 0x0303, or the older version that is spoken.
    private(set) var recordVersion = ProtocolVersion.tls12
    /// Whether the keys are gone, without which nothing may go out.
    private var isEnded = false
    private let padding: RecordPadding
    /// The most content in a record of ours.
    private(set) var contentLimit = RecordHeader.maximumPlaintextLength
    /// Whether the next handshake record is an initial ClientHello's, which says TLS 1.0 (RFC 9846, Section 5.1).
    private var isInitialClientHello: Bool

    init(padding: RecordPadding, role: Role) {
        self.padding = padding
        isInitialClientHello = role == .client
    }

    var isProtected: Bool { tagLength != nil || isProtected12 }

    private var isProtected12: Bool {
        switch protection12 {
        case .some: true
        case nil: false
        }
    }

    /// The length of TLS 1.3's authentication tag; nil without its protection.
    private var tagLength: Int? {
        switch protection {
        case .some(let protection): protection.tagLength
        case nil: nil
        }
    }

    /// The records protected so far, and how many may be.
    private var usage: (used: UInt64, limit: UInt64)? {
        switch protection {
        case .some(let protection): (protection.sequenceNumber, protection.recordLimit)
        case nil: nil
        }
    }

    /// Changes the keys.
    mutating func install(_ keys: TrafficKeys) throws(TLSError) {
        protection = try RecordProtection(keys)
    }

    /// Protects from here on, as TLS 1.2 and before do.
    mutating func install(_ spec: CipherSpec12, random: any RandomSource) throws(TLSError) {
        protection12 = try SequencedProtection12(spec, for: .sealing, random: random)
    }

    /// Bears this version of TLS 1.2 or before in each record from now on.
    mutating func useVersion(_ version: ProtocolVersion) {
        recordVersion = version
        isInitialClientHello = false
    }

    /// Forgets the keys; nothing can be written any more.
    mutating func forgetKeys() {
        protection = nil
        protection12 = nil
        isEnded = true
    }

    /// Takes the peer's record_size_limit, which in TLS 1.3 counts the content type too (RFC 8449, Section 4).
    mutating func limitRecords(to recordSizeLimit: Int) {
        contentLimit = min(RecordHeader.maximumPlaintextLength, recordSizeLimit - 1)
    }

    /// Whether `count` more bytes would use the key up, by `limit` or by what its AEAD allows (RFC 9846, Section 5.5).
    func exceedsKeyLimit(with count: Int, limit: UInt64?) -> Bool {
        // Without TLS 1.3's protection there is nothing to renew the key with.
        guard let usage else { return false }
        let allowed = min(limit ?? .max, usage.limit)
        // With the KeyUpdate that then has to follow.
        let needed = UInt64(recordCount(for: count)) + 1
        return needed > allowed || usage.used > allowed - needed
    }

    /// The bytes that `count` bytes of content become at the most.
    func sealedCount(for count: Int) -> Int {
        let records = recordCount(for: count)
        guard !isProtected12 else {
            // Twice as many where the first byte goes alone.
            return count + 2 * records * (RecordHeader.byteCount + SequencedProtection12.maximumExpansion)
        }
        guard let tagLength else { return count + records * RecordHeader.byteCount }
        let overhead = RecordHeader.byteCount + 1 + tagLength
        switch padding {
        case .none: return count + records * overhead
        case .multiple: return records * (contentLimit + overhead)
        }
    }

    private func recordCount(for count: Int) -> Int { max(1, (count + contentLimit - 1) / contentLimit) }

    /// Appends the records that carry `content`.
    mutating func seal(_ type: ContentType, _ content: RawSpan, into output: inout OutputRawSpan) throws(TLSError) {
        guard !isEnded else { throw .misuse(.connectionFailed) }
        let needed = sealedCount(for: content.byteCount)
        guard output.freeCapacity >= needed else { throw .misuse(.outputTooSmall(needed: needed)) }
        var rest = content
        repeat {
            let fragment = rest.extracting(first: contentLimit)
            rest = rest.extracting(droppingFirst: fragment.byteCount)
            if isProtected12 {
                try seal12(type, fragment, into: &output)
            } else if isProtected {
                try sealProtected(type, fragment, into: &output)
            } else {
                sealPlaintext(type, fragment, into: &output)
            }
        } while !rest.isEmpty
    }

    /// A ChangeCipherSpec's record, which is never protected (RFC 9846, Section 5).
    func changeCipherSpec() -> [UInt8] {
        let version = recordVersion.rawValue
        return [
            ContentType.changeCipherSpec.rawValue, UInt8(truncatingIfNeeded: version >> 8),
            UInt8(truncatingIfNeeded: version), 0, 1, 1,
        ]
    }

    private mutating func sealPlaintext(_ type: ContentType, _ fragment: RawSpan, into output: inout OutputRawSpan) {
        // RFC 9846, Section 5.1: 0x0301 for an initial ClientHello, for compatibility; all later records 0x0303.
        let version: ProtocolVersion = isInitialClientHello && type == .handshake ? .tls10 : recordVersion
        let header = RecordHeader(
            contentType: type, legacyRecordVersion: version, length: fragment.byteCount
        ).encoded
        isInitialClientHello = false
        unsafe output.appendContents(of: header.span.bytes)
        output.appendContents(of: fragment)
    }

    private mutating func seal12(
        _ type: ContentType, _ fragment: RawSpan, into output: inout OutputRawSpan
    ) throws(TLSError) {
        let splits = protection12?.splitsRecords == true && type == .applicationData && fragment.byteCount > 1
        let first = fragment.extracting(first: splits ? 1 : fragment.byteCount)
        try sealRecord12(type, first, into: &output)
        if splits { try sealRecord12(type, fragment.extracting(droppingFirst: 1), into: &output) }
    }

    private mutating func sealRecord12(
        _ type: ContentType, _ content: RawSpan, into output: inout OutputRawSpan
    ) throws(TLSError) {
        let length = protection12?.sealedLength(of: content.byteCount) ?? 0
        let header = RecordHeader(contentType: type, legacyRecordVersion: recordVersion, length: length).encoded
        unsafe output.appendContents(of: header.span.bytes)
        try protection12?.seal(content, type: type, into: &output)
    }

    private mutating func sealProtected(
        _ type: ContentType, _ fragment: RawSpan, into output: inout OutputRawSpan
    ) throws(TLSError) {
        let zeros = padding.zeros(for: fragment.byteCount + 1, limit: contentLimit + 1)
        let length = fragment.byteCount + 1 + zeros + (tagLength ?? 0)
        let header = RecordHeader(contentType: .applicationData, length: length).encoded
        unsafe output.appendContents(of: header.span.bytes)
        if zeros == 0 {
            let extra: InlineArray<1, UInt8> = [type.rawValue]
            try unsafe protection?.seal(fragment, extra: extra.span.bytes, header: header.span.bytes, into: &output)
        } else {
            let extra = [type.rawValue] + [UInt8](repeating: 0, count: zeros)
            try unsafe protection?.seal(fragment, extra: extra.span.bytes, header: header.span.bytes, into: &output)
        }
    }
}

extension OutputRawSpan {
    /// Appends a copy of `bytes`; the caller has made sure of the room.
    @_lifetime(self: copy self)
    mutating func appendContents(of bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { source in
            unsafe withUnsafeMutableBytes { buffer, count in
                let free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                unsafe free.copyMemory(from: source)
                count += source.count
            }
        }
    }
}
