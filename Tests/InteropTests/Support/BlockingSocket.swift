import TLSWire
import WaxbillTestSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A TCP connection over loopback for a scripted peer, which has no network of its own.
final class BlockingSocket {
    private let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Connects to a port of 127.0.0.1.
    convenience init(port: Int) throws {
        self.init(try Self.make())
        let descriptor = descriptor
        let result = Self.withAddress(port) { connect(descriptor, $0, $1) }
        guard result == 0 else { throw ScriptedPeerError("cannot connect to port \(port)") }
    }

    /// Listens on a port of 127.0.0.1 until one client has come.
    final class Listener {
        private let descriptor: Int32
        let port: Int

        init() throws {
            let descriptor = try BlockingSocket.make()
            self.descriptor = descriptor
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard BlockingSocket.withAddress(0, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 1) == 0 else {
                throw ScriptedPeerError("cannot listen")
            }
            _ = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
            }
            port = Int(UInt16(bigEndian: address.sin_port))
        }

        deinit { close(descriptor) }

        /// The client that comes next.
        func accept() throws -> BlockingSocket {
            var patience = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            #if canImport(Darwin)
            let client = Darwin.accept(descriptor, nil, nil)
            #elseif canImport(Musl)
            let client = Musl.accept(descriptor, nil, nil)
            #else
            let client = Glibc.accept(descriptor, nil, nil)
            #endif
            guard client >= 0 else { throw ScriptedPeerError("nobody came") }
            return BlockingSocket(client)
        }
    }

    /// Sends what the peer has to send, and gives it what comes until `isDone`.
    func exchange(_ peer: ScriptedPeer, until isDone: () -> Bool) throws {
        try send(peer.records.takeOutgoing())
        var block = [UInt8](repeating: 0, count: 65_536)
        while !isDone() {
            let count = recv(descriptor, &block, block.count, 0)
            guard count > 0 else { throw ScriptedPeerError("the connection ended after \(peer.received)") }
            try peer.receive(Array(block[..<count]))
        }
    }

    private func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ScriptedPeerError("the connection ended") }
            rest = rest.dropFirst(count)
        }
    }

    private static func make() throws -> Int32 {
        #if canImport(Glibc)
        let stream = Int32(SOCK_STREAM.rawValue)
        #else
        let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, stream, 0)
        guard descriptor >= 0 else { throw ScriptedPeerError("no socket") }
        return descriptor
    }

    private static func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
