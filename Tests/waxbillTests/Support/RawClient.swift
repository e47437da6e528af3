import Foundation

/// A TCP client that sends what it is told to, TLS or not.
enum RawClient {
    /// Sends `bytes` to a port of this machine and reads until the server closes.
    static func exchange(_ bytes: [UInt8], port: Int) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try exchangeNow(bytes, port: port) })
            }
        }
    }

    private static func exchangeNow(_ bytes: [UInt8], port: Int) throws -> [UInt8] {
        let client = try IdleClient(port: port)
        let descriptor = client.descriptor
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        _ = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
        var received: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = block.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else {
                guard count == 0 || errno == ECONNRESET else { throw TestFailure("the server does not close") }
                return received
            }
            received += block[..<count]
        }
    }
}

/// A TCP client that connects and says nothing.
final class IdleClient: Sendable {
    let descriptor: Int32

    init(port: Int) throws {
        let descriptor = socket(AF_INET, TestSocket.stream, 0)
        self.descriptor = descriptor
        guard descriptor >= 0 else { throw TestFailure("no socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw TestFailure("cannot connect to port \(port)") }
    }

    deinit { close(descriptor) }
}
