import Crypto

/// HMAC (RFC 2104).
///
/// Written here because the key schedule calls it some twenty times a handshake on each side, and swift-crypto's generic
/// one costs four times this one over the same hash functions: the padded key lies on the stack. HMAC+Backend.swift
/// chooses the hash functions.
package enum HMAC {
    /// The authentication code of `message` under `key`, `hash.digestLength` bytes.
    package static func authenticationCode(_ hash: HashAlgorithm, key: RawSpan, message: RawSpan) -> [UInt8] {
        unsafe withCode(hash, key: key, message: message) { unsafe [UInt8]($0) }
    }

    /// The authentication code of `message` under `key`, `hash.digestLength` bytes.
    package static func authenticationCode(_ hash: HashAlgorithm, key: Secret, message: [UInt8]) -> [UInt8] {
        unsafe authenticationCode(hash, key: key.bytes, message: message.span.bytes)
    }

    /// Whether `code` is the authentication code of `message` under `key`, compared in constant time.
    package static func isValid(_ code: [UInt8], _ hash: HashAlgorithm, key: Secret, message: [UInt8]) -> Bool {
        ConstantTime.isEqual(code, authenticationCode(hash, key: key, message: message))
    }

    /// The authentication code over swift-crypto's hash functions, as their own digest.
    @inline(__always)
    static func code<H: HashFunction>(_: H.Type, key: RawSpan, message: RawSpan) -> H.Digest
    where H.Digest: ByteDigest {
        guard key.byteCount <= H.blockByteCount else {
            var keyHash = H()
            keyHash.update(key)
            let digest = keyHash.finalize()
            return unsafe digest.withUnsafeBytes {
                unsafe paddedCode(H.self, key: RawSpan(_unsafeBytes: $0), message: message)
            }
        }
        return paddedCode(H.self, key: key, message: message)
    }

    @inline(__always)
    private static func paddedCode<H: HashFunction>(_: H.Type, key: RawSpan, message: RawSpan) -> H.Digest
    where H.Digest: ByteDigest {
        // As wide as the widest block, of which a narrower hash uses the front.
        var pad = InlineArray<128, UInt8>(repeating: 0x36)
        for offset in key.byteOffsets {
            unsafe pad[unchecked: offset] ^= key.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
        }
        var inner = H()
        unsafe inner.update(pad.span.bytes.extracting(first: H.blockByteCount))
        inner.update(message)
        let innerDigest = inner.finalize()

        for index in 0..<H.blockByteCount {
            unsafe pad[unchecked: index] ^= 0x36 ^ 0x5c
        }
        var outer = H()
        unsafe outer.update(pad.span.bytes.extracting(first: H.blockByteCount))
        unsafe innerDigest.withUnsafeBytes { unsafe outer.update(bufferPointer: $0) }
        return outer.finalize()
    }
}
