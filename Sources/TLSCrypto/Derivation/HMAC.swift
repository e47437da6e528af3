import Crypto

/// HMAC (RFC 2104) over swift-crypto's hash functions.
///
/// Written here because the key schedule calls it some twenty times a handshake, and this costs a quarter of the
/// generic one: the padded key lies on the stack.
package enum HMAC {
    /// The authentication code of `message` under `key`, `hash.digestLength` bytes.
    package static func authenticationCode(_ hash: HashAlgorithm, key: RawSpan, message: RawSpan) -> [UInt8] {
        switch hash {
        case .sha256: code(SHA256.self, key: key, message: message).copyBytes()
        case .sha384: code(SHA384.self, key: key, message: message).copyBytes()
        }
    }

    /// The authentication code of `message` under `key`, `hash.digestLength` bytes.
    package static func authenticationCode(_ hash: HashAlgorithm, key: Secret, message: [UInt8]) -> [UInt8] {
        unsafe authenticationCode(hash, key: key.bytes, message: message.span.bytes)
    }

    /// Whether `code` is the authentication code of `message` under `key`, compared in constant time.
    package static func isValid(_ code: [UInt8], _ hash: HashAlgorithm, key: Secret, message: [UInt8]) -> Bool {
        ConstantTime.isEqual(code, authenticationCode(hash, key: key, message: message))
    }

    /// The authentication code as the hash function's own digest, which needs no allocation.
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
