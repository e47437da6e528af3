import Crypto

#if BoringSSL
import CTLSCrypto
#endif

extension HMAC {
    /// Calls `body` with the authentication code of `message` under `key`, which lies on the stack.
    ///
    /// BoringSSL's hash functions where the package's trait `BoringSSL` is on: their states need no allocation, and a
    /// handshake asks some forty times.
    @inline(__always)
    static func withCode<R>(
        _ hash: HashAlgorithm, key: RawSpan, message: RawSpan, _ body: (UnsafeRawBufferPointer) -> R
    ) -> R {
        #if BoringSSL
        return unsafe withUnsafeTemporaryAllocation(byteCount: hash.digestLength, alignment: 16) { code in
            unsafe write(hash, key: key, message: message, to: code)
            return unsafe body(UnsafeRawBufferPointer(code))
        }
        #else
        return switch hash {
        case .sha256: unsafe code(SHA256.self, key: key, message: message).withUnsafeBytes(body)
        case .sha384: unsafe code(SHA384.self, key: key, message: message).withUnsafeBytes(body)
        }
        #endif
    }

    #if BoringSSL
    /// - Parameter code: as long as the hash's digest.
    @inline(__always)
    private static func write(
        _ hash: HashAlgorithm, key: RawSpan, message: RawSpan, to code: UnsafeMutableRawBufferPointer
    ) {
        unsafe key.withUnsafeBytes { key in
            unsafe message.withUnsafeBytes { message in
                switch hash {
                case .sha256:
                    unsafe ctls_hmac_sha256(
                        code.baseAddress, key.baseAddress, key.count, message.baseAddress, message.count)
                case .sha384:
                    unsafe ctls_hmac_sha384(
                        code.baseAddress, key.baseAddress, key.count, message.baseAddress, message.count)
                }
            }
        }
    }
    #endif
}
