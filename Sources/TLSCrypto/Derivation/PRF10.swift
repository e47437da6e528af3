import Crypto

/// The pseudorandom function of TLS 1.0 and 1.1 (RFC 2246, Section 5; RFC 4346, Section 5).
enum PRF10 {
    /// `P_MD5(S1, label + seed) XOR P_SHA-1(S2, label + seed)`, cut to `length` bytes.
    static func derive(secret: Secret, labelAndSeed: [UInt8], length: Int) -> Secret {
        // The halves of the secret share the byte in the middle if its length is odd.
        let half = (secret.count + 1) / 2
        return Secret(count: length) { output in
            unsafe output.withUnsafeMutableBytes { buffer, count in
                unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
                unsafe PHash.exclusiveOr(
                    Insecure.MD5.self, secret: secret.bytes.extracting(first: half), seed: labelAndSeed, into: buffer)
                unsafe PHash.exclusiveOr(
                    Insecure.SHA1.self, secret: secret.bytes.extracting(last: half), seed: labelAndSeed, into: buffer)
                count = buffer.count
            }
        }
    }
}

extension Insecure.MD5Digest: ByteDigest {}
extension Insecure.SHA1Digest: ByteDigest {}
