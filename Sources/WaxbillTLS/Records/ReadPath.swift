import TLSWire

/// Opens the records that come: checks their form and lengths, removes the protection (RFC 9846, Section 5; RFC 5246,
/// Section 6.2).
struct ReadPath: ~Copyable, Sendable {
    // One of the two, once there are keys.
    private var protection: RecordProtection?
    private var protection12: SequencedProtection12?
    /// The version that records have to bear: that of the connection before TLS 1.3, where it does not count.
    private var requiredVersion: ProtocolVersion?
    /// The largest inner plaintext that we announced, content type and padding included (RFC 8449, Section 4).
    private var innerLimit = RecordHeader.maximumPlaintextLength + 1
    private var emptyRecords = 0
    private let emptyRecordLimit: Int
    /// Early data of a client that does not know yet that it is not wanted.
    private var skipping = EarlyDataSkipping.none

    init(emptyRecordLimit: Int) {
        self.emptyRecordLimit = emptyRecordLimit
    }

    var isProtected: Bool {
        switch protection {
        case .some: true
        case nil: isProtected12
        }
    }

    private var isProtected12: Bool {
        switch protection12 {
        case .some: true
        case nil: false
        }
    }

    /// Whether a record of this type comes protected: in TLS 1.3 some plaintext types stay possible.
    func protects(_ type: ContentType) -> Bool {
        isProtected12 || (isProtected && type == .applicationData)
    }

    /// Whether a protected record of the peer's has come, so that it is known to have its keys.
    private(set) var hasOpenedRecord = false

    /// Changes the keys.
    mutating func install(_ keys: TrafficKeys) throws(TLSError) {
        protection = try RecordProtection(keys)
    }

    /// Protects from here on, as TLS 1.2 and before do.
    mutating func install(_ spec: CipherSpec12, random: any RandomSource) throws(TLSError) {
        protection12 = try SequencedProtection12(spec, for: .opening, random: random)
    }

    /// Demands this version of TLS 1.2 or before of each record from now on (RFC 5246, Section 6.2.1).
    mutating func useVersion(_ version: ProtocolVersion) { requiredVersion = version }

    /// Forgets the keys; nothing can be read any more.
    mutating func forgetKeys() {
        protection = nil
        protection12 = nil
    }

    /// Enforces the record_size_limit that we announced.
    mutating func limitRecords(to recordSizeLimit: Int) {
        innerLimit = min(innerLimit, recordSizeLimit)
    }

    /// Skips early data from now on (RFC 9846, Section 4.3.10).
    mutating func skipEarlyData(_ skipping: EarlyDataSkipping) {
        self.skipping = skipping
    }

    /// Checks a header before its fragment has come.
    func check(_ header: RecordHeader) throws(TLSError) {
        // RFC 9846, Section 5.1: the version does not count. But where the type is none either, this is no TLS.
        guard
            header.legacyRecordVersion.rawValue >> 8 == 3
                || ContentType.registeredNames[header.contentType.rawValue] != nil
        else { throw .violation(header.httpMethod.map { .httpRequest(method: $0) } ?? .notTLS) }
        if let requiredVersion, header.legacyRecordVersion != requiredVersion {
            throw .violation(.recordVersion(header.legacyRecordVersion))
        }
        let limit =
            if isProtected12 {
                RecordHeader.maximumCiphertextLength12
            } else if protects(header.contentType) {
                RecordHeader.maximumCiphertextLength
            } else {
                RecordHeader.maximumPlaintextLength
            }
        guard header.length <= limit else {
            // RFC 9846, Section 4.3.10: rejected early data is protected too.
            if skipping != .none, header.length <= RecordHeader.maximumCiphertextLength { return }
            throw .violation(.recordOverflow(header.length))
        }
    }

    /// Whether a plaintext record of this type and length is early data to be left out.
    mutating func skipsPlaintext(_ header: RecordHeader) throws(TLSError) -> Bool {
        guard case .afterRetry(let allowance) = skipping else { return false }
        guard header.contentType == .applicationData else {
            // RFC 9846, Section 4.3.10: what comes before the second ClientHello is skipped, nothing after.
            if header.contentType == .handshake { skipping = .none }
            return false
        }
        skipping = .afterRetry(allowance: try Self.consume(header.length, of: allowance))
        return true
    }

    /// Opens a protected record and appends its content to `output`.
    /// - Returns: the content's type, or nil for skipped early data.
    mutating func open(
        _ record: RawSpan, into output: inout OutputRawSpan
    ) throws(TLSError) -> ContentType? {
        guard !isProtected12 else { return try open12(record, into: &output) }
        let start = output.byteCount
        let fragment = record.extracting(droppingFirst: RecordHeader.byteCount)
        do throws(TLSError) {
            try protection?.open(fragment, header: record.extracting(first: RecordHeader.byteCount), into: &output)
        } catch {
            guard case .untilAuthentic(let allowance) = skipping, error == .violation(.badRecordMAC) else {
                throw error
            }
            skipping = .untilAuthentic(allowance: try Self.consume(fragment.byteCount, of: allowance))
            return nil
        }
        skipping = .none
        hasOpenedRecord = true
        guard output.byteCount - start <= innerLimit else {
            // RFC 8449, Section 4; RFC 9846, Section 5.4
            throw .violation(.recordOverflow(output.byteCount - start))
        }
        return try removePadding(from: start, of: &output)
    }

    /// The same in TLS 1.2 and before, where the type stands in the header.
    private mutating func open12(
        _ record: RawSpan, into output: inout OutputRawSpan
    ) throws(TLSError) -> ContentType? {
        guard let type = RecordHeader(record)?.contentType else { return nil }
        let start = output.byteCount
        try protection12?.open(record.extracting(droppingFirst: RecordHeader.byteCount), type: type, into: &output)
        hasOpenedRecord = true
        // RFC 8449, Section 4: no content type counts here.
        guard output.byteCount - start <= innerLimit else {
            throw .violation(.recordOverflow(output.byteCount - start))
        }
        try count(isEmpty: output.byteCount == start, type)
        return type
    }

    /// RFC 9846, Section 5.4: zeros from the end up to the content type.
    private mutating func removePadding(
        from start: Int, of output: inout OutputRawSpan
    ) throws(TLSError) -> ContentType {
        guard let (end, type) = Self.contentType(in: output.bytes, from: start) else {
            throw .violation(.missingContentType)
        }
        output.removeLast(output.byteCount - end)
        try count(isEmpty: end == start, type)
        return type
    }

    /// The last byte that is not zero, from `start` on, and where it is.
    private static func contentType(in bytes: RawSpan, from start: Int) -> (offset: Int, ContentType)? {
        var end = bytes.byteCount - 1
        while end >= start {
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: end, as: UInt8.self)
            if byte != 0 { return (end, ContentType(rawValue: byte)) }
            end -= 1
        }
        return nil
    }

    /// Empty application data is allowed and bounded; other types may not be empty (RFC 9846, Section 5.4).
    mutating func count(isEmpty: Bool, _ type: ContentType) throws(TLSError) {
        guard isEmpty else {
            // An alert gets nobody further.
            if type != .alert { emptyRecords = 0 }
            return
        }
        guard type == .applicationData else { throw .violation(.emptyHandshakeFragment) }
        emptyRecords += 1
        guard emptyRecords <= emptyRecordLimit else { throw .violation(.tooManyEmptyRecords) }
    }

    private static func consume(_ length: Int, of allowance: Int) throws(TLSError) -> Int {
        // RFC 9846, Section 4.3.10: more than the server would have taken.
        guard length <= allowance else { throw .violation(.tooMuchSkippedEarlyData) }
        return allowance - length
    }
}

/// Early data that a server did not accept and leaves out (RFC 9846, Section 4.3.10).
enum EarlyDataSkipping: Sendable, Equatable {
    case none
    /// Records that do not authenticate are left out until one does, up to so many bytes.
    case untilAuthentic(allowance: Int)
    /// Application data records before the second ClientHello are left out, up to so many bytes.
    case afterRetry(allowance: Int)

    /// What a client may waste.
    static let maximumAllowance = 16_384
}
