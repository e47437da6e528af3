#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension UnsafeMutableRawBufferPointer {
    /// Overwrites the buffer with zeros, which no optimisation may drop as it may drop plain stores before a release.
    func wipe() {
        guard let start = self.baseAddress, self.count > 0 else { return }
        #if canImport(Darwin)
        unsafe _ = memset_s(start, self.count, 0, self.count)
        #else
        unsafe explicit_bzero(start, self.count)
        #endif
    }
}

extension [UInt8] {
    /// Overwrites the bytes with zeros, in place where nobody else holds the array.
    mutating func wipe() {
        unsafe self.withUnsafeMutableBytes { unsafe $0.wipe() }
    }
}
