import GRDB

/// The tables of the index, and how older ones become the present ones.
enum IndexSchema {
    /// Brings the tables up to date.
    static func prepare(_ database: DatabaseQueue, path: String) throws {
        var attempts = 0
        while true {
            do {
                // Most of the time nothing is to be done, and nobody has to wait.
                guard try !database.read(migrator.hasCompletedMigrations) else { return }
                guard try !database.read(migrator.hasBeenSuperseded) else {
                    throw AuthorityIndexError.tooNew(path: path)
                }
                return try migrator.migrate(database)
            } catch let error as DatabaseError where attempts < 3 && error.resultCode == .SQLITE_ERROR {
                // Another process made the same tables meanwhile.
                attempts += 1
            } catch let error as DatabaseError where attempts < 3 && error.resultCode == .SQLITE_CONSTRAINT {
                attempts += 1
            }
        }
    }

    private static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 certificates") { database in
            try database.create(table: "certificate") { table in
                // Serial numbers never repeat: the index refuses a second one.
                table.column("serial", .text).notNull().unique()
                table.column("issuer", .text).notNull()
                table.column("kind", .text).notNull()
                table.column("name", .text).notNull()
                table.column("reservedAt", .integer).notNull()
                table.column("notBefore", .integer)
                table.column("notAfter", .integer)
                table.column("der", .blob)
                table.column("revokedAt", .integer)
                table.column("revocationReason", .integer)
            }
            try database.create(table: "listNumber") { table in
                table.primaryKey("issuer", .text)
                table.column("number", .integer).notNull()
            }
        }
        return migrator
    }()
}
