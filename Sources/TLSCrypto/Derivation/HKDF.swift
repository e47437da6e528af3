/// HKDF (RFC 5869). Its labelled expansion is in HKDFLabel.swift.
package enum HKDF {
    /// `HKDF-Extract(salt, IKM)`: a pseudorandom key of `hash.digestLength` bytes.
    package static func extract(_ hash: HashAlgorithm, salt: RawSpan, inputKeyMaterial: RawSpan) -> Secret {
        unsafe HMAC.withCode(hash, key: salt, message: inputKeyMaterial) {
            unsafe Secret(copying: RawSpan(_unsafeBytes: $0))
        }
    }

    /// `HKDF-Extract(salt, IKM)`: a pseudorandom key of `hash.digestLength` bytes.
    package static func extract(_ hash: HashAlgorithm, salt: Secret, inputKeyMaterial: Secret) -> Secret {
        extract(hash, salt: salt.bytes, inputKeyMaterial: inputKeyMaterial.bytes)
    }

    /// `HKDF-Expand(PRK, info, L)`.
    ///
    /// - Precondition: `length` is at most 255 times `hash.digestLength`.
    package static func expand(_ hash: HashAlgorithm, secret: Secret, info: RawSpan, length: Int) -> Secret {
        expand(hash, secret: secret, length: length, infoLength: info.byteCount) { $0.append(info) }
    }

    /// `HKDF-Expand` with an info of `infoLength` bytes that `writeInfo` puts straight into the buffer to be hashed.
    @inline(__always)
    static func expand(
        _ hash: HashAlgorithm, secret: Secret, length: Int, infoLength: Int, writeInfo: (inout OutputRawSpan) -> Void
    ) -> Secret {
        // RFC 5869, Section 2.3. Lengths are the engine's own; no peer chooses them.
        precondition(length >= 0 && length <= 255 * hash.digestLength, "HKDF cannot expand that far")
        let capacity = hash.digestLength + infoLength + 1
        return unsafe withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { buffer in
            // The buffer holds T(n - 1), then the info, then n; T(0) is empty.
            let info = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[hash.digestLength...])
            var output = unsafe OutputRawSpan(buffer: info, initializedCount: 0)
            writeInfo(&output)
            output.append(1)
            precondition(output.isFull)
            _ = unsafe output.finalize(for: info)
            return unsafe blocks(hash, secret: secret, length: length, buffer: buffer)
        }
    }

    /// T(1) ‖ T(2) ‖ …, cut to `length` bytes; `buffer` is prepared for T(1).
    private static func blocks(
        _ hash: HashAlgorithm, secret: Secret, length: Int, buffer: UnsafeMutableRawBufferPointer
    ) -> Secret {
        Secret(count: length) { output in
            var message = unsafe UnsafeRawBufferPointer(rebasing: buffer[hash.digestLength...])
            while !output.isFull {
                unsafe HMAC.withCode(hash, key: secret.bytes, message: RawSpan(_unsafeBytes: message)) { block in
                    unsafe output.append(RawSpan(_unsafeBytes: block).extracting(first: output.freeCapacity))
                    unsafe buffer.copyMemory(from: block)
                }
                unsafe buffer[buffer.count - 1] &+= 1
                unsafe message = UnsafeRawBufferPointer(buffer)
            }
        }
    }
}
