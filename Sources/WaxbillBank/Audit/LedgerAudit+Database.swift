#if PostgreSQL
extension LedgerAudit {
    /// Audits the ledger in a PostgreSQL database, as it is when it begins. Nothing is written; servers may be using it,
    /// and a standby will do.
    /// - Parameter address: as libpq reads it. No error repeats its password.
    /// - Throws: ``AuditError``.
    package static func run(
        database address: String, trust: AuditTrust?, kept: [KeptBlock] = [],
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws(AuditError) -> AuditResult {
        let store: PostgreSQLLedgerStore
        do throws(LedgerStoreError) {
            store = try PostgreSQLLedgerStore(address, for: .inspecting, readers: 1)
        } catch PostgreSQLSchema.noLedger {
            throw .noLedger
        } catch {
            throw AuditError(reading: error, at: .database)
        }
        defer { store.close() }
        return try await run(on: store, trust: trust, kept: kept, progress: progress)
    }
}
#endif
