import GRDB
import GRDBSQLite
import WaxbillProofs

/// A statement of SQLite that is prepared once for its connection, and bound and stepped without anything in between:
/// the ledger runs several for each request.
struct PreparedStatement {
    // GRDB keeps the statement with its connection, and finalizes it.
    private let statement: Statement
    private let pointer: OpaquePointer

    /// The statement with this text on this connection.
    init(_ sql: String, on database: Database) throws(LedgerStoreError) {
        statement = try explained { try database.cachedStatement(sql: sql) }
        pointer = statement.sqliteStatement
    }

    /// Runs a statement that returns no rows.
    func run(_ bind: (PreparedStatement) -> Void = { _ in }) throws(LedgerStoreError) {
        _ = try first(bind) { _ in }
    }

    /// The first row; nil where there is none.
    func first<Value>(
        _ bind: (PreparedStatement) -> Void = { _ in }, _ read: (PreparedStatement) throws(LedgerStoreError) -> Value
    ) throws(LedgerStoreError) -> Value? {
        defer { sqlite3_reset(pointer) }
        bind(self)
        return try step() ? try read(self) : nil
    }

    /// All rows.
    func all<Value>(
        _ bind: (PreparedStatement) -> Void = { _ in }, _ read: (PreparedStatement) throws(LedgerStoreError) -> Value
    ) throws(LedgerStoreError) -> [Value] {
        defer { sqlite3_reset(pointer) }
        bind(self)
        var values: [Value] = []
        while try step() { values.append(try read(self)) }
        return values
    }

    private func step() throws(LedgerStoreError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw LedgerStoreError(connection: sqlite3_db_handle(pointer))
        }
    }
}

// MARK: Parameters, from 1

extension PreparedStatement {
    func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(pointer, place, value) }

    /// Numbers of entries and the like, of which none is greater than what SQLite can hold.
    func bind(_ place: Int32, _ value: UInt64) { sqlite3_bind_int64(pointer, place, Int64(clamping: value)) }

    func bind(_ place: Int32, _ value: Int64?) {
        if let value { bind(place, value) } else { sqlite3_bind_null(pointer, place) }
    }

    func bind(_ place: Int32, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            // An empty text's address may be nil, which SQLite takes for NULL.
            bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text(
                    pointer, place, characters.baseAddress ?? Self.nothing, Int32(characters.count), Self.copied)
            }
        }
    }

    func bind(_ place: Int32, _ bytes: [UInt8]) { bytes.withUnsafeBytes { bind(place, $0) } }

    func bind(_ place: Int32, _ hash: MerkleHash) { hash.withUnsafeBytes { bind(place, $0) } }

    private func bind(_ place: Int32, _ bytes: UnsafeRawBufferPointer) {
        _ = sqlite3_bind_blob(
            pointer, place, bytes.baseAddress ?? UnsafeRawPointer(Self.nothing), Int32(bytes.count), Self.copied)
    }

    // SQLITE_TRANSIENT
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    nonisolated(unsafe) private static let nothing: UnsafePointer<CChar> = {
        let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        byte.initialize(to: 0)
        return UnsafePointer(byte)
    }()
}

// MARK: Columns, from 0

extension PreparedStatement {
    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    /// A number that is never negative.
    func number(_ column: Int32) throws(LedgerStoreError) -> UInt64 {
        guard let number = UInt64(exactly: int64(column)) else { throw damage("a negative number", column) }
        return number
    }

    func optionalInt64(_ column: Int32) -> Int64? {
        sqlite3_column_type(pointer, column) == SQLITE_NULL ? nil : int64(column)
    }

    func text(_ column: Int32) -> String {
        guard let text = sqlite3_column_text(pointer, column) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

    func hash(_ column: Int32) throws(LedgerStoreError) -> MerkleHash {
        guard let hash = withBytes(column, { MerkleHash(bytes: $0) }) else { throw damage("no hash", column) }
        return hash
    }

    func accountName(_ column: Int32) throws(LedgerStoreError) -> AccountName {
        let text = text(column)
        guard let name = AccountName(text) else { throw damage("no name of an account: \(text)", column) }
        return name
    }

    func currency(_ column: Int32) throws(LedgerStoreError) -> Currency {
        let text = text(column)
        guard let currency = Currency(text) else { throw damage("no currency: \(text)", column) }
        return currency
    }

    func amount(_ column: Int32) throws(LedgerStoreError) -> Amount {
        guard let amount = Amount(minorUnits: int64(column)) else { throw damage("no amount", column) }
        return amount
    }

    /// An error that says what stands in a column.
    func damage(_ what: String, _ column: Int32) -> LedgerStoreError {
        let name = sqlite3_column_name(pointer, column).map { String(cString: $0) } ?? "\(column)"
        return .damaged("\(what) in the column \(name)")
    }

    private func withBytes<Value>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        let start = sqlite3_column_blob(pointer, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }
}
