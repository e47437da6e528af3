#if PostgreSQL
import CLibPQ

/// What the server answered to one statement.
final class PostgreSQLRows {
    private let result: OpaquePointer
    /// How many rows there are.
    let count: Int

    /// Takes the result over.
    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit { PQclear(result) }

    /// What was done, as the server calls it: `COMMIT`, `INSERT 0 64`.
    var commandTag: String { String(cString: PQcmdStatus(result)) }

    /// How many rows the statement changed; nil where it does not say.
    var changed: Int? { Int(String(cString: PQcmdTuples(result))) }

    /// A `bigint`.
    func integer(_ row: Int, _ column: Int) throws(PostgreSQLError) -> Int64 {
        guard let value = try optionalInteger(row, column) else { throw Self.missing(row, column) }
        return value
    }

    /// A `bigint` that may be null.
    func optionalInteger(_ row: Int, _ column: Int) throws(PostgreSQLError) -> Int64? {
        guard let field = field(row, column) else { return nil }
        guard field.count == 8 else {
            throw .unexpectedAnswer("\(field.count) bytes for a number in column \(column)")
        }
        return field.reduce(0) { $0 << 8 | Int64($1) }
    }

    /// A `text`.
    func text(_ row: Int, _ column: Int) throws(PostgreSQLError) -> String {
        guard let field = field(row, column) else { throw Self.missing(row, column) }
        return String(decoding: field, as: UTF8.self)
    }

    /// A `bytea`.
    func bytes(_ row: Int, _ column: Int) throws(PostgreSQLError) -> [UInt8] {
        guard let bytes = optionalBytes(row, column) else { throw Self.missing(row, column) }
        return bytes
    }

    /// A `bytea` that may be null.
    func optionalBytes(_ row: Int, _ column: Int) -> [UInt8]? { field(row, column).map { Array($0) } }

    /// A field's bytes in the binary format, valid as long as this object; nil: null, or no such field.
    private func field(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
        guard row >= 0, row < count, column >= 0, column < PQnfields(result),
            PQgetisnull(result, Int32(row), Int32(column)) == 0,
            let value = PQgetvalue(result, Int32(row), Int32(column))
        else { return nil }
        let length = Int(PQgetlength(result, Int32(row), Int32(column)))
        return value.withMemoryRebound(to: UInt8.self, capacity: length) {
            UnsafeBufferPointer(start: $0, count: length)
        }
    }

    private static func missing(_ row: Int, _ column: Int) -> PostgreSQLError {
        .unexpectedAnswer("nothing in row \(row), column \(column)")
    }
}
#endif
