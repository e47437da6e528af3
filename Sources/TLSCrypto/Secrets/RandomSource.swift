#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where random bytes come from: hello randoms, session ids, private keys of key shares.
///
/// Another source than the system's is for tests that must be reproducible, and for nothing else.
public protocol RandomSource: Sendable {
    /// `count` bytes that nobody can predict (RFC 9846, Appendix C.1).
    func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's generator.
public struct SystemRandomSource: RandomSource {
    /// A source without state of its own.
    public init() {}

    /// `count` bytes from one call of `getentropy`, or several beyond 256.
    public func bytes(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            var generator = SystemRandomNumberGenerator()
            while initializedCount < count {
                let chunk = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[initializedCount...].prefix(256))
                if let start = chunk.baseAddress, unsafe getentropy(start, chunk.count) != 0 {
                    // A kernel without it: the generator of the standard library knows other ways.
                    for index in chunk.indices { unsafe chunk[index] = generator.next() }
                }
                initializedCount += chunk.count
            }
        }
    }
}

extension RandomSource where Self == SystemRandomSource {
    /// The operating system's generator.
    public static var system: SystemRandomSource { SystemRandomSource() }
}
