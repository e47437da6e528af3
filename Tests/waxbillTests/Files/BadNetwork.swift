import Foundation
import Synchronization

/// Stands between a client and a server on TCP, and harms what it passes on, as networks do.
final class BadNetwork: Sendable {
    /// What it does to what comes from one side.
    enum Harm: Sendable, Hashable, CaseIterable {
        /// Nothing more comes: both connections are closed.
        case cut
        /// One bit is another.
        case flip
        /// It stands still for a while, then goes on in small pieces.
        case delay
    }

    /// What happens to a connection.
    struct Plan: Sendable {
        let harm: Harm
        /// Whether it is done to what comes from the client.
        let isToClientsBytes: Bool
        /// After how many bytes.
        let after: Int
    }

    let port: Int
    private let listener: Int32
    private let target: Int
    private let plans: Mutex<[Plan]>

    /// - Parameters:
    ///   - target: the server's port.
    ///   - plans: what happens to each connection in turn; nothing to those that come later.
    init(to target: Int, plans: [Plan]) throws {
        self.target = target
        self.plans = Mutex(plans)
        listener = socket(AF_INET, TestSocket.stream, 0)
        guard listener >= 0, let port = Self.listen(listener) else { throw TestFailure("no listener") }
        self.port = port
        Thread.detachNewThread { [weak self, listener] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                self?.serve(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ client: Int32) {
        let plan = plans.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let connection = try? IdleClient(port: target) else {
            close(client)
            return
        }
        let ends = Ends(client: client, server: connection)
        for isFromClient in [true, false] {
            Thread.detachNewThread {
                ends.pass(fromClient: isFromClient, plan?.isToClientsBytes == isFromClient ? plan : nil)
            }
        }
    }

    /// - Returns: the port.
    private static func listen(_ descriptor: Int32) -> Int? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isListening, Foundation.listen(descriptor, 16) == 0 else { return nil }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}

/// The two connections of a passage.
private final class Ends: Sendable {
    private let client: Int32
    private let server: IdleClient

    init(client: Int32, server: IdleClient) {
        self.client = client
        self.server = server
    }

    deinit { close(client) }

    /// Passes on one direction until its end, which ends the other as well.
    func pass(fromClient: Bool, _ plan: BadNetwork.Plan?) {
        let (source, sink) = fromClient ? (client, server.descriptor) : (server.descriptor, client)
        defer { for descriptor in [client, server.descriptor] { shutdown(descriptor, Int32(SHUT_RDWR)) } }
        var block = [UInt8](repeating: 0, count: 65_536)
        var left = plan?.after ?? .max
        while true {
            let count = recv(source, &block, block.count, 0)
            guard count > 0 else { return }
            if count > left, let plan {
                switch plan.harm {
                case .cut:
                    _ = Self.sendAll(block[..<left], to: sink)
                    return
                case .flip: block[left] ^= 1
                case .delay:
                    usleep(300_000)
                    for byte in block[..<min(count, 100)] {
                        guard Self.sendAll([byte], to: sink) else { return }
                    }
                    guard Self.sendAll(block[min(count, 100)..<count], to: sink) else { return }
                    left = .max
                    continue
                }
                left = .max
            } else if left != .max {
                left -= count
            }
            guard Self.sendAll(block[..<count], to: sink) else { return }
        }
    }

    private static func sendAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }
}
