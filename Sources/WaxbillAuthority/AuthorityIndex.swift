import GRDB
import WaxbillTLS
import WaxbillX509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What an authority has issued and revoked, in an SQLite database in its folder.
///
/// Each change is one transaction, on the disk before the call returns. Several processes may use the same database.
struct AuthorityIndex: Sendable {
    private let database: DatabaseQueue
    private let path: String

    /// How long another process may keep the database, in seconds.
    private static let patience: TimeInterval = 30

    /// Opens the index at `path`, which is made when it is not there.
    /// - Throws: ``AuthorityIndexError``.
    init(path: String) throws(AuthorityIndexError) {
        self.path = path
        database = try Self.explained(path) {
            var configuration = Configuration()
            configuration.busyMode = .timeout(Self.patience)
            configuration.prepareDatabase { database in
                // A transaction is on the disk when it is committed, the removal of its journal included.
                try database.execute(sql: "PRAGMA synchronous = EXTRA")
                try database.execute(sql: "PRAGMA trusted_schema = OFF")
            }
            let database = try DatabaseQueue(path: path, configuration: configuration)
            try IndexSchema.prepare(database, path: path)
            return database
        }
    }

    /// Puts serial numbers, which `make` draws until they are new, into the index, so that nobody else gets them.
    /// - Returns: as many as `drafts`.
    func reserve(
        _ drafts: [CertificateDraft], now: Int64, make: () -> [UInt8] = randomSerialNumber
    ) throws(AuthorityIndexError) -> [[UInt8]] {
        try write { database in
            try drafts.map { draft in
                while true {
                    let serial = make()
                    let text = hexadecimal(serial)
                    guard try !CertificateRecord.exists(database, key: ["serial": text]) else { continue }
                    try draft.record(text, reservedAt: now).insert(database)
                    return serial
                }
            }
        }
    }

    /// Puts certificates to their reserved serial numbers, all or none.
    func complete(_ certificates: [[UInt8]]) throws(AuthorityIndexError) {
        try write { database in
            for der in certificates {
                guard let fields = IndexedFields(der) else {
                    throw AuthorityIndexError.notACertificate("what was made")
                }
                try database.execute(
                    sql: """
                        UPDATE certificate SET der = ?, notBefore = ?, notAfter = ? WHERE serial = ? AND der IS NULL
                        """, arguments: [Data(der), fields.notBefore, fields.notAfter, fields.serial])
                guard database.changesCount == 1 else { throw AuthorityIndexError.unknownSerial(fields.serial) }
            }
        }
    }

    /// Takes in a certificate that was issued without the index; nothing happens where it is known.
    /// - Throws: ``AuthorityIndexError/notIssuedHere(_:)`` where another one has its serial number.
    @discardableResult
    func adopt(_ der: [UInt8], _ draft: CertificateDraft, now: Int64) throws(AuthorityIndexError) -> CertificateRecord {
        guard let fields = IndexedFields(der) else { throw .notACertificate(draft.name) }
        return try write { database in
            if let known = try CertificateRecord.fetchOne(database, key: ["serial": fields.serial]) {
                guard known.der == Data(der) else { throw AuthorityIndexError.notIssuedHere(draft.name) }
                return known
            }
            let record = draft.record(fields.serial, reservedAt: now, der: der, fields)
            try record.insert(database)
            return record
        }
    }

    /// All certificates in the order of their making.
    func records() throws(AuthorityIndexError) -> [CertificateRecord] {
        try read { try CertificateRecord.order(Column.rowID).fetchAll($0) }
    }

    /// Those that `issuer` issued and that are revoked.
    func revoked(by issuer: CertificateRecord.Issuer) throws(AuthorityIndexError) -> [CertificateRecord] {
        try read { database in
            let isRevoked = Column("issuer") == issuer.rawValue && Column("revokedAt") != nil
            return try CertificateRecord.filter(isRevoked).order(Column.rowID).fetchAll(database)
        }
    }

    func record(serial: String) throws(AuthorityIndexError) -> CertificateRecord {
        let found = try read { try CertificateRecord.fetchOne($0, key: ["serial": serial]) }
        guard let found else { throw .unknownSerial(serial) }
        return found
    }

    /// Revokes a certificate; `removeFromCRL` ends a hold, and another reason takes the place of a hold.
    func revoke(
        serial: String, reason: RevocationReason, now: Int64
    ) throws(AuthorityIndexError) -> CertificateRecord {
        try write { database in
            guard let record = try CertificateRecord.fetchOne(database, key: ["serial": serial]), record.der != nil
            else {
                throw AuthorityIndexError.unknownSerial(serial)
            }
            let isOnHold = record.revocationReason == .certificateHold
            let isFreed = reason == .removeFromCRL
            guard !isFreed || isOnHold else { throw AuthorityIndexError.notOnHold(serial: serial) }
            if let revokedAt = record.revokedAt, !isOnHold || reason == .certificateHold {
                throw AuthorityIndexError.alreadyRevoked(serial: serial, at: rfc3339(revokedAt))
            }
            try database.execute(
                sql: "UPDATE certificate SET revokedAt = ?, revocationReason = ? WHERE serial = ?",
                arguments: [isFreed ? nil : record.revokedAt ?? now, isFreed ? nil : reason.rawValue, serial])
            return try CertificateRecord.find(database, key: ["serial": serial])
        }
    }

    /// The next number of an issuer's CRLs (RFC 5280, Section 5.2.3): each is given out once.
    func nextListNumber(_ issuer: CertificateRecord.Issuer) throws(AuthorityIndexError) -> Int64 {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO listNumber (issuer, number) VALUES (?, 1)
                    ON CONFLICT (issuer) DO UPDATE SET number = number + 1
                    """, arguments: [issuer.rawValue])
            return try Int64.fetchOne(
                database, sql: "SELECT number FROM listNumber WHERE issuer = ?", arguments: [issuer.rawValue]) ?? 1
        }
    }

    /// Whether SQLite finds the whole database in order.
    /// - Throws: ``AuthorityIndexError/damaged(path:reason:)`` where it does not.
    func check() throws(AuthorityIndexError) {
        let finding = try read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        guard finding == "ok" else { throw .damaged(path: path, reason: finding ?? "no answer") }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(AuthorityIndexError) -> Value {
        try Self.explained(path) { try database.read(body) }
    }

    private func write<Value>(_ body: (Database) throws -> Value) throws(AuthorityIndexError) -> Value {
        try Self.explained(path) {
            try database.writeWithoutTransaction { database in
                var result: Value?
                // The lock for writing is taken first: a reader that wants to write later could wait for ever.
                try database.inTransaction(.immediate) {
                    result = try body(database)
                    return .commit
                }
                guard let result else { throw AuthorityIndexError.unusable(path: path, reason: "no result") }
                return result
            }
        }
    }

    /// SQLite's errors in words.
    private static func explained<Value>(
        _ path: String, _ body: () throws -> Value
    ) throws(AuthorityIndexError) -> Value {
        do {
            return try body()
        } catch let error as AuthorityIndexError {
            throw error
        } catch let error as DatabaseError {
            let reason = error.message ?? error.resultCode.description
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw .damaged(path: path, reason: reason)
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .busy(path: path)
            default: throw .unusable(path: path, reason: reason)
            }
        } catch {
            throw .damaged(path: path, reason: "a row cannot be understood")
        }
    }
}
