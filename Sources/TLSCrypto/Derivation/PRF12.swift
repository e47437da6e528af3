import Crypto

/// The pseudorandom function of TLS 1.2 (RFC 5246, Section 5).
enum PRF12 {
    /// `P_hash(secret, label + seed)`, cut to `length` bytes.
    static func derive(_ hash: HashAlgorithm, secret: Secret, labelAndSeed: [UInt8], length: Int) -> Secret {
        Secret(count: length) { output in
            unsafe output.withUnsafeMutableBytes { buffer, count in
                unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
                switch hash {
                case .sha256:
                    unsafe PHash.exclusiveOr(SHA256.self, secret: secret.bytes, seed: labelAndSeed, into: buffer)
                case .sha384:
                    unsafe PHash.exclusiveOr(SHA384.self, secret: secret.bytes, seed: labelAndSeed, into: buffer)
                }
                count = buffer.count
            }
        }
    }
}

/// `P_hash` (RFC 5246, Section 5): HMACs over HMACs, as many as are needed.
enum PHash {
    /// XORs the bytes of `P_hash(secret, seed)` onto those of `output`.
    static func exclusiveOr<H: HashFunction>(
        _: H.Type, secret: RawSpan, seed: [UInt8], into output: UnsafeMutableRawBufferPointer
    ) where H.Digest: ByteDigest {
        // A(0) is the seed; A(i) is the HMAC of A(i - 1). Each block is the HMAC of A(i) and the seed.
        var chain = unsafe HMAC.code(H.self, key: secret, message: seed.span.bytes).copyBytes()
        var offset = 0
        while offset < output.count {
            var message = chain + seed
            var block = unsafe HMAC.code(H.self, key: secret, message: message.span.bytes).copyBytes()
            for byte in block.prefix(output.count - offset) {
                unsafe output[offset] ^= byte
                offset += 1
            }
            block.wipe()
            message.wipe()
            if offset < output.count {
                chain = unsafe HMAC.code(H.self, key: secret, message: chain.span.bytes).copyBytes()
            }
        }
        chain.wipe()
    }
}
