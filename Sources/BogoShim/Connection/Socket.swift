#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A blocking TCP connection to the runner.
struct Socket: ~Copyable {
    private let descriptor: Int32

    /// Connects to the loopback address and says which test this is.
    init(_ settings: ShimSettings) throws {
        #if canImport(Darwin)
        let stream = SOCK_STREAM
        #else
        let stream = Int32(SOCK_STREAM.rawValue)
        #endif
        descriptor = socket(settings.usesIPv6 ? AF_INET6 : AF_INET, stream, 0)
        guard descriptor >= 0 else { throw ShimFailure.network("socket: \(errno)") }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        guard Self.connect(descriptor, settings) == 0 else { throw ShimFailure.network("connect: \(errno)") }
        try write((0..<8).map { UInt8(truncatingIfNeeded: settings.shimID >> ($0 * 8)) })
    }

    /// Closes the connection. What the peer still sends is read before, so that no reset eats our alert.
    deinit {
        shutdown(descriptor, Int32(SHUT_WR))
        var buffer = [UInt8](repeating: 0, count: 4096)
        while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
        close(descriptor)
    }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { throw ShimFailure.network("send: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits for bytes, at most `count`; none at the end of the stream.
    func read(atMost count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let received = recv(descriptor, &buffer, count, 0)
        // A reset ends the stream as well.
        guard received >= 0 || errno == ECONNRESET else { throw ShimFailure.network("recv: \(errno)") }
        return Array(buffer.prefix(max(0, received)))
    }

    private static func connect(_ descriptor: Int32, _ settings: ShimSettings) -> Int32 {
        if settings.usesIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = settings.port.bigEndian
            address.sin6_addr = in6addr_loopback
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = settings.port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
