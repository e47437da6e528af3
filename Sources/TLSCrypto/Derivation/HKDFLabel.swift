/// The labelled expansion of TLS 1.3 (RFC 9846, Section 7.1).
extension HKDF {
    /// `HKDF-Expand-Label(Secret, Label, Context, Length)`.
    ///
    /// - Parameters:
    ///   - label: The label without its `tls13 ` prefix, at most 249 bytes.
    ///   - context: At most 255 bytes, usually a transcript hash or nothing.
    ///   - length: The length of the result in bytes, at most 255 times `hash.digestLength`.
    package static func expandLabel(
        _ hash: HashAlgorithm, secret: Secret, label: StaticString, context: [UInt8], length: Int
    ) -> Secret {
        let utf8 = unsafe RawSpan(_unsafeStart: label.utf8Start, byteCount: label.utf8CodeUnitCount)
        return unsafe expandLabel(hash, secret: secret, label: utf8, context: context.span.bytes, length: length)
    }

    /// `HKDF-Expand-Label` with a label that is known only at run time: that of an exporter (RFC 9846, Section 7.5).
    ///
    /// - Parameters:
    ///   - label: The label without its `tls13 ` prefix, at most 249 bytes.
    ///   - context: At most 255 bytes.
    ///   - length: The length of the result in bytes, at most 255 times `hash.digestLength`.
    package static func expandLabel(
        _ hash: HashAlgorithm, secret: Secret, label: [UInt8], context: [UInt8], length: Int
    ) -> Secret {
        unsafe expandLabel(hash, secret: secret, label: label.span.bytes, context: context.span.bytes, length: length)
    }

    /// `Derive-Secret(Secret, Label, Messages)`, given the transcript hash of the messages (RFC 9846, Section 7.1).
    package static func deriveSecret(
        _ hash: HashAlgorithm, secret: Secret, label: StaticString, transcriptHash: [UInt8]
    ) -> Secret {
        expandLabel(hash, secret: secret, label: label, context: transcriptHash, length: hash.digestLength)
    }

    /// Writes the `HkdfLabel` structure, which is the info of the expansion: length, label, context.
    private static func expandLabel(
        _ hash: HashAlgorithm, secret: Secret, label: RawSpan, context: RawSpan, length: Int
    ) -> Secret {
        // Labels and contexts are the engine's own; no peer chooses their lengths.
        precondition(label.byteCount <= 249 && context.byteCount <= 255, "label or context too long")
        let prefix: InlineArray<6, UInt8> = [0x74, 0x6c, 0x73, 0x31, 0x33, 0x20]  // "tls13 "
        let infoLength = 2 + 1 + prefix.count + label.byteCount + 1 + context.byteCount
        return expand(hash, secret: secret, length: length, infoLength: infoLength) { info in
            info.append(UInt8(truncatingIfNeeded: length >> 8))
            info.append(UInt8(truncatingIfNeeded: length))
            info.append(UInt8(truncatingIfNeeded: prefix.count + label.byteCount))
            unsafe info.append(prefix.span.bytes)
            info.append(label)
            info.append(UInt8(truncatingIfNeeded: context.byteCount))
            info.append(context)
        }
    }
}
