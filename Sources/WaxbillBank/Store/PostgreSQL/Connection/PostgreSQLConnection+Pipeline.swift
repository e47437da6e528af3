#if PostgreSQL
import CLibPQ

extension PostgreSQLConnection {
    /// What the server has yet to answer.
    enum Awaited {
        case preparation(of: String)
        case rows
    }

    /// Hands statements to libpq, those that the server does not know yet with their preparation.
    func send(_ steps: [PostgreSQLStep]) throws(PostgreSQLError) -> [Awaited] {
        var awaited: [Awaited] = []
        var preparing: Set<String> = []
        for step in steps {
            let name = step.statement.name
            let types = step.parameters.map(\.type)
            // The statement without a name is prepared each time.
            if name.isEmpty || !prepared.contains(name) && preparing.insert(name).inserted {
                guard PQsendPrepare(handle, name, step.statement.text, Int32(types.count), types) == 1 else {
                    throw lost()
                }
                awaited.append(.preparation(of: name))
            }
            guard execute(step) else { throw lost() }
            awaited.append(.rows)
        }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        return awaited
    }

    private func execute(_ step: PostgreSQLStep) -> Bool {
        let values = step.parameters.map(\.encoded)
        let all = values.flatMap(\.self)
        let lengths = values.map { Int32(truncatingIfNeeded: $0.count) }
        let formats = [Int32](repeating: 1, count: values.count)
        return all.withUnsafeBufferPointer { bytes in
            // An empty value is not null: it needs an address too.
            withUnsafePointer(to: UInt8(0)) { empty in
                let start = UnsafeRawPointer(bytes.baseAddress ?? empty)
                var offset = 0
                let pointers = values.map { value in
                    defer { offset += value.count }
                    return Optional((start + offset).assumingMemoryBound(to: CChar.self))
                }
                return PQsendQueryPrepared(
                    handle, step.statement.name, Int32(values.count), pointers, lengths, formats, 1) == 1
            }
        }
    }

    /// Sends all that libpq holds back. It reads besides: a server that cannot get rid of answers stops reading.
    func flush(until deadline: ContinuousClock.Instant) throws(PostgreSQLError) {
        while true {
            let left = PQflush(handle)
            if left == 0 { return }
            guard left > 0 else { throw lost() }
            guard SocketReadiness.both.wait(PQsocket(handle), until: deadline) else { throw .timedOut }
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    /// Reads until all is answered.
    func answers(
        to awaited: [Awaited], until deadline: ContinuousClock.Instant
    ) throws(PostgreSQLError) -> [PostgreSQLRows] {
        var rows: [PostgreSQLRows] = []
        var failure: PostgreSQLError?
        for one in awaited {
            while let result = try nextResult(until: deadline) {
                let answer = PostgreSQLRows(result)
                switch PQresultStatus(result) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                    switch one {
                    case .preparation(let name): if !name.isEmpty { prepared.insert(name) }
                    case .rows: rows.append(answer)
                    }
                case PGRES_PIPELINE_ABORTED: break
                default: failure = failure ?? refusal(result)
                }
            }
            if PQstatus(handle) == CONNECTION_BAD { throw failure.flatMap { $0.isLoss ? $0 : nil } ?? lost() }
        }
        try finish(until: deadline)
        if let failure { throw failure }
        guard rows.count == awaited.count(where: { if case .rows = $0 { true } else { false } }) else {
            throw .unexpectedAnswer("\(rows.count) answers")
        }
        return rows
    }

    /// Reads the end of the pipeline.
    private func finish(until deadline: ContinuousClock.Instant) throws(PostgreSQLError) {
        guard let result = try nextResult(until: deadline) else { throw lost() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw lost() }
    }

    /// The next result of a statement; nil: it has no more.
    private func nextResult(until deadline: ContinuousClock.Instant) throws(PostgreSQLError) -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            guard SocketReadiness.readable.wait(PQsocket(handle), until: deadline) else { throw .timedOut }
            // What came before the end of the connection is still read.
            if PQconsumeInput(handle) == 0 { break }
        }
        return PQgetResult(handle)
    }

    private func refusal(_ result: OpaquePointer) -> PostgreSQLError {
        // PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY; the details behind them may show stored values.
        let message = address.message(
            PQresultErrorField(result, Int32(UInt8(ascii: "M"))) ?? PQresultErrorMessage(result))
        guard let code = PQresultErrorField(result, Int32(UInt8(ascii: "C"))) else { return .connectionLost(message) }
        let state = SQLState(rawValue: String(cString: code))
        return state.endsConnection ? .connectionLost(message) : .refused(state, message)
    }

    private func lost() -> PostgreSQLError { .connectionLost(address.message(PQerrorMessage(handle))) }
}
#endif
