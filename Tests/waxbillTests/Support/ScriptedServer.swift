import Foundation

/// A TCP server that reads something from each client, answers with fixed bytes, and closes.
final class ScriptedServer: Sendable {
    private let descriptor: Int32
    let port: Int

    /// - Parameter answer: nil: it accepts nobody and says nothing.
    init(answer: [UInt8]?) throws {
        let descriptor = socket(AF_INET, TestSocket.stream, 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard listens else { throw TestFailure("cannot listen") }
        port = Int(in_port_t(bigEndian: address.sin_port))
        guard let answer else { return }
        Thread.detachNewThread { Self.serve(descriptor, answer) }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    private static func serve(_ descriptor: Int32, _ answer: [UInt8]) {
        while true {
            let client = accept(descriptor, nil, nil)
            guard client >= 0 else { return }
            var block = [UInt8](repeating: 0, count: 65_536)
            _ = block.withUnsafeMutableBytes { recv(client, $0.baseAddress, $0.count, 0) }
            _ = answer.withUnsafeBytes { send(client, $0.baseAddress, $0.count, 0) }
            shutdown(client, Int32(SHUT_WR))
            while block.withUnsafeMutableBytes({ recv(client, $0.baseAddress, $0.count, 0) }) > 0 {}
            close(client)
        }
    }
}
