import TLSWire

/// Makes records of what we send: fragments it, protects it, counts (RFC 9846, Section 5).
struct WritePath: ~Copyable, Sendable {
    private var protection: RecordProtection?
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

    var isProtected: Bool { tagLength != nil }

    /// The length of the authentication tag; nil without protection.
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

    /// Forgets the keys; nothing can be written any more.
    mutating func forgetKeys() {
        protection = nil
        isEnded = true
    }

    /// Takes the peer's record_size_limit, which counts the content type too (RFC 8449, Section 4).
    mutating func limitRecords(to recordSizeLimit: Int) {
        contentLimit = min(RecordHeader.maximumPlaintextLength, recordSizeLimit - 1)
    }

    /// Whether `count` more bytes would use the key up, by `limit` or by what its AEAD allows (RFC 9846, Section 5.5).
    func exceedsKeyLimit(with count: Int, limit: UInt64?) -> Bool {
        guard let usage else { return false }
        let allowed = min(limit ?? .max, usage.limit)
        // With the KeyUpdate that then has to follow.
        let needed = UInt64(recordCount(for: count)) + 1
        return needed > allowed || usage.used > allowed - needed
    }

    /// The bytes that `count` bytes of content become at the most.
    func sealedCount(for count: Int) -> Int {
        let records = recordCount(for: count)
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
            if isProtected {
                try sealProtected(type, fragment, into: &output)
            } else {
                sealPlaintext(type, fragment, into: &output)
            }
        } while !rest.isEmpty
    }

    /// Appends a ChangeCipherSpec, which is never protected (RFC 9846, Section 5).
    static func appendChangeCipherSpec(to output: inout [UInt8]) {
        output += [ContentType.changeCipherSpec.rawValue, 3, 3, 0, 1, 1]
    }

    private mutating func sealPlaintext(_ type: ContentType, _ fragment: RawSpan, into output: inout OutputRawSpan) {
        // RFC 9846, Section 5.1: 0x0301 for an initial ClientHello, for compatibility; all later records 0x0303.
        let version: ProtocolVersion = isInitialClientHello && type == .handshake ? .tls10 : .tls12
        let header = RecordHeader(
            contentType: type, legacyRecordVersion: version, length: fragment.byteCount
        ).encoded
        isInitialClientHello = false
        unsafe output.appendContents(of: header.span.bytes)
        output.appendContents(of: fragment)
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
