import NIOCore
import NIOPosix
import Synchronization
import WaxbillTLS
import WaxbillX509

/// The connections to one server: those at rest are used again, and new ones resume the session of old ones.
package final class ConnectionPool: Sendable {
    private struct State {
        var idle: [HTTPConnection] = []
        var hasMetServer = false
    }

    private let configuration: HTTPClientConfiguration
    private let sessions = ClientSessionCache(capacity: 1, sessionsPerName: 16)
    private let state = Mutex(State())

    /// A pool that connects when it is asked for a connection.
    package init(_ configuration: HTTPClientConfiguration) { self.configuration = configuration }

    /// Uses a connection, and keeps it if it can be used again.
    ///
    /// A connection that was at rest may have been closed by the server meanwhile: then, unless an answer has begun, `body` is run
    /// once more, over a new one.
    /// - Parameter eventLoop: the only one whose connections are used; nil: any.
    /// - Throws: ``HTTPClientError``, and what `body` throws.
    package func withConnection<Value>(
        on eventLoop: (any EventLoop)? = nil, _ body: (HTTPConnection) async throws -> Value
    ) async throws -> Value {
        if let connection = takeIdle(eventLoop) {
            do {
                return try await use(connection, body)
            } catch HTTPClientError.connectionFailed where !connection.isAnswering {
                // Falls through to a new connection.
            }
        }
        return try await use(open(eventLoop), body)
    }

    /// Ends the connections at rest.
    package func close() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for connection in idle { connection.close() }
    }

    private func use<Value>(
        _ connection: HTTPConnection, _ body: (HTTPConnection) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(connection)
            if connection.isUsable { state.withLock { $0.idle.append(connection) } }
            return value
        } catch {
            // After an answer that was read to its end, a refusal say, the connection is as good as before.
            if connection.isUsable, connection.isAtRest {
                state.withLock { $0.idle.append(connection) }
            } else {
                connection.close()
            }
            throw error
        }
    }

    private func takeIdle(_ eventLoop: (any EventLoop)?) -> HTTPConnection? {
        state.withLock { state in
            state.idle.removeAll { !$0.isUsable }
            let index = state.idle.lastIndex { eventLoop == nil || $0.eventLoop === eventLoop }
            return index.map { state.idle.remove(at: $0) }
        }
    }

    private func open(_ eventLoop: (any EventLoop)?) async throws -> HTTPConnection {
        let sessions = sessions
        let connection = try await HTTPConnection.open(
            configuration, on: eventLoop ?? MultiThreadedEventLoopGroup.singleton.next(),
            session: sessions.take(configuration.serverName), takeSessionTicket: { sessions.insert($0) })
        let isFirst = state.withLock { state in
            defer { state.hasMetServer = true }
            return !state.hasMetServer
        }
        if isFirst, let leaf = connection.summary.peerCertificates.first.flatMap({ CertificateSummary(der: $0) }) {
            configuration.onFirstContact?(leaf)
        }
        return connection
    }
}
