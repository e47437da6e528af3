import NIOCore

/// Standard input goes to the server, and what the server sends goes to standard output, until both have ended.
struct Pipe: Sendable {
    typealias Connection = ClientChannel<ByteBuffer, ByteBuffer>

    /// Where the bytes for the server come from; nil: there are none.
    let input: StandardInput?
    /// For how many seconds the server may be silent once our side has ended.
    let timeout: Double

    /// Nothing stands above TLS.
    static func addHandlers(to channel: any Channel) throws {}

    /// - Throws: ``ConnectionFailure``.
    func run(on connection: Connection, to sink: ByteSink) async throws {
        let end = EndOfInput()
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Input of which no end is in sight must not outlive the server, whose end this waits for.
            defer { group.cancelAll() }
            group.addTask { await send(to: connection, end) }
            try await receive(from: connection, into: sink, end)
        }
    }

    private func send(to connection: Connection, _ end: EndOfInput) async {
        do {
            while let bytes = try await input?.next() { try await connection.outbound.write(bytes) }
        } catch {
            // The channel has closed under the writer; the receiving task knows why.
            return
        }
        guard !Task.isCancelled else { return }
        end.startWaiting(seconds: timeout, on: connection.channel)
        connection.outbound.finish()
    }

    private func receive(from connection: Connection, into sink: ByteSink, _ end: EndOfInput) async throws {
        defer { end.noteServerEnded() }
        do {
            for try await bytes in connection.inbound {
                end.postpone()
                try await sink.write(bytes)
            }
        } catch {
            // Our side had ended: a server that says nothing more is left.
            if end.hasExpired { return }
            throw error
        }
    }
}
