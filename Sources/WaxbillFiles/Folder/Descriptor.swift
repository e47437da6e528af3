#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file or folder, closed when the last reference to it goes.
final class Descriptor: Sendable {
    /// The number by which the system knows it.
    let number: CInt

    /// Takes over an open descriptor.
    init(owning number: CInt) { self.number = number }

    deinit { close(number) }
}
