import NIOCore
import NIOHTTP1
import WaxbillNIO
import WaxbillTLS

/// The connections of `waxbill connect` to one host: the first, and those that resume its session.
struct ConnectRun {
    let setup: ClientSetup
    let options: ConnectCommand
    let sink: ByteSink

    /// - Returns: the exit status of the first connection that did not do what it should; nil: all did.
    func run() async throws -> ExitStatus? {
        let first = try await connect(session: nil, input: try standardInput(), sink: sink)
        if let failure = first.failure { return failure.status }
        var sessions = first.sessions
        for number in 0..<options.resume {
            // A ticket is used once where there are more (RFC 9846, Appendix C.4).
            guard let session = sessions.count > 1 ? sessions.popLast() : sessions.last else {
                StandardError.writeLine(
                    "waxbill: \(setup.endpoint): the server gave no session ticket: nothing to resume")
                return .negative
            }
            let next = try await connect(session: session, input: nil, sink: .nowhere)
            if let failure = next.failure { return failure.status }
            guard next.summary?.resumed == true else {
                StandardError.writeLine(
                    "waxbill: \(setup.endpoint): the server did not resume the session (connection \(number + 2))")
                return .negative
            }
            sessions += next.sessions
        }
        return nil
    }

    /// Makes one connection, reports it, and gives its record.
    private func connect(session: Session?, input: StandardInput?, sink: ByteSink) async throws -> ConnectionRecord {
        let narration = options.observation.narrator()?.connection()
        let recorder = ConnectionRecorder(role: .client, peer: setup.endpoint, narration: narration)
        do {
            try await exchange(session: session, recorder: recorder, input: input, sink: sink)
        } catch let failure as ConnectionFailure {
            recorder.fail(failure)
        }
        recorder.finish()
        try report(recorder.record)
        return recorder.record
    }

    private func exchange(
        session: Session?, recorder: ConnectionRecorder, input: StandardInput?, sink: ByteSink
    ) async throws {
        if let path = options.get {
            let get = HTTPGet(path: path, authority: authority, timeout: setup.timeout)
            let head = try await setup.withHTTPConnection(session: session, recorder: recorder) { connection in
                // A stream's channel stands on the connection's.
                try await begin(recorder, on: connection.channel.parent ?? connection.channel)
                return try await get.perform(on: connection, to: sink, recorder: recorder)
            }
            if !options.observation.json, !(200..<300).contains(head.status.code) {
                StandardError.writeLine("waxbill: HTTP status \(head.status.code) \(escaped(head.status.reasonPhrase))")
            }
        } else {
            let pipe = Pipe(input: input, timeout: setup.timeout)
            try await setup.withConnection(session: session, recorder: recorder, addHandlers: Pipe.addHandlers) {
                (connection: Pipe.Connection) in
                try await begin(recorder, on: connection.channel)
                try await pipe.run(on: connection, to: sink)
            }
        }
    }

    /// What follows the handshake before any data.
    private func begin(_ recorder: ConnectionRecorder, on channel: any Channel) async throws {
        let record = recorder.record
        if !options.observation.json {
            StandardError.writeLine("waxbill: \(record.connectedSentence)")
        }
        if let chosen = record.applicationProtocol, options.get != nil, chosen != .http11, chosen != .h2 {
            throw ConnectionFailure.malformedData(
                "it chose the protocol \"\(escaped(chosen.rawValue))\"; --get speaks HTTP/2 and HTTP/1.1")
        }
        if options.keyUpdate {
            try await channel.eventLoop.submit {
                try channel.pipeline.syncOperations.handler(type: TLSClientHandler.self).updateKeys(requestPeer: true)
            }.get()
        }
    }

    private func report(_ record: ConnectionRecord) throws {
        if options.observation.json {
            try JSONOutput.writeLine(ConnectionReport(record: record))
        }
        guard let failure = record.failure else { return }
        let advice = RefusalAdvice(preferences: setup.configuration, role: .client).sentence(for: failure)
        let message = "\(record.peer): \(failure.sentence(for: .client))"
        StandardError.writeLine("waxbill: \(message)" + (advice.map { "\n  hint: \($0)" } ?? ""))
    }

    /// What is sent: standard input, unless there is a request, a list of hosts to read there, or a person who only
    /// wants the report.
    private func standardInput() throws -> StandardInput? {
        guard options.get == nil, case .endpoint = options.target else { return nil }
        guard !(options.observation.json && StandardInput.isTerminal) else { return nil }
        return try StandardInput()
    }

    /// The Host field (RFC 9110, Section 7.2): the name asked for, with the port unless it is HTTPS' own.
    private var authority: String {
        let host = options.identity.serverName ?? setup.endpoint.host
        let named = Endpoint(host: host, port: setup.endpoint.port)
        guard named.port == ConnectTarget.defaultPort else { return named.description }
        return host.contains(":") ? "[\(host)]" : host
    }
}

extension ConnectionRecord {
    /// What was agreed, on one line.
    var connectedSentence: String {
        let agreed = [
            version?.description, cipherSuite?.description, group?.description, signatureScheme?.description,
            oldVersionSentence,
            applicationProtocol.map { "ALPN \"\(escaped($0.rawValue))\"" },
            summary?.resumed == true ? "resumed" : nil,
            summary?.verified == false && role == .client ? "certificate NOT verified" : nil,
        ]
        let time = handshakeDuration.map { " in \(milliseconds($0)) ms" } ?? ""
        return "connected to \(peer): \(agreed.compactMap(\.self).joined(separator: ", "))\(time)"
    }
}
