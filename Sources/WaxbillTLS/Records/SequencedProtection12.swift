import TLSCrypto
import TLSWire

/// The protection of one direction in TLS 1.2 and before, with its sequence number (RFC 5246, Section 6.1).
struct SequencedProtection12: ~Copyable, Sendable {
    /// What sealing adds at the most: IV, MAC and padding of CBC with SHA-384 (RFC 5246, Section 6.2.3.2).
    static let maximumExpansion = 16 + 48 + 16

    private var protection: RecordProtection12
    private var sequenceNumber: UInt64 = 0
    /// Whether a record's first byte is to go in a record of its own: the IV of a record of TLS 1.0 is known before the
    /// record is made, and one that is not is that of the rest (1/n-1 splitting, against BEAST).
    let splitsRecords: Bool

    init(
        _ spec: CipherSpec12, for direction: RecordProtection12.Direction, random: any RandomSource
    ) throws(TLSError) {
        do throws(CryptoFailure) {
            protection = try RecordProtection12(
                spec.suite, version: spec.version, encryptsThenMACs: spec.encryptsThenMACs, keys: spec.keys,
                for: direction, random: random)
        } catch {
            throw .failure("record keys: \(error)")
        }
        splitsRecords = spec.version == .tls10 && spec.suite.facts.mac != nil
    }

    /// The length of the fragment that protects `length` bytes.
    func sealedLength(of length: Int) -> Int { protection.sealedLength(of: length) }

    /// Appends the protected fragment of a record.
    mutating func seal(
        _ content: RawSpan, type: ContentType, into output: inout OutputRawSpan
    ) throws(TLSError) {
        do throws(CryptoFailure) {
            try protection.seal(content, type: type, sequenceNumber: sequenceNumber, into: &output)
        } catch {
            throw .failure("sealing a record: \(error)")
        }
        try advance()
    }

    /// Appends the plaintext of a protected fragment.
    mutating func open(_ fragment: RawSpan, type: ContentType, into output: inout OutputRawSpan) throws(TLSError) {
        let start = output.byteCount
        do throws(CryptoFailure) {
            try protection.open(fragment, type: type, sequenceNumber: sequenceNumber, into: &output)
        } catch .outputTooSmall {
            throw .misuse(.outputTooSmall(needed: fragment.byteCount))
        } catch {
            // RFC 5246, Section 7.2.2: one alert, whatever was wrong.
            throw .violation(.badRecordMAC)
        }
        // RFC 5246, Section 6.2.1
        guard output.byteCount - start <= RecordHeader.maximumPlaintextLength else {
            throw .violation(.recordOverflow(output.byteCount - start))
        }
        try advance()
    }

    /// RFC 5246, Section 6.1: sequence numbers do not wrap.
    private mutating func advance() throws(TLSError) {
        guard sequenceNumber < .max else { throw .failure("the sequence numbers are used up") }
        sequenceNumber += 1
    }
}
