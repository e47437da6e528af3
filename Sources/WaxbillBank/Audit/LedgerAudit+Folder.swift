extension LedgerAudit {
    /// The file that a folder's ledger is in.
    package static func file(in folder: String) -> String { LedgerFolder.database(in: folder) }

    /// Audits the ledger in a folder, as it is when it begins. Nothing is written; a server may be using it.
    /// - Throws: ``AuditError``.
    package static func run(
        folder: String, trust: AuditTrust?, kept: [KeptBlock] = [],
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws(AuditError) -> AuditResult {
        let store: SQLiteStore
        do throws(LedgerStoreError) {
            store = try SQLiteStore(folder: folder, for: .inspecting)
        } catch {
            throw AuditError(reading: error, at: .database)
        }
        defer { store.close() }
        return try await run(on: store, trust: trust, kept: kept, progress: progress)
    }

    /// Audits a ledger, as it is when it begins.
    /// - Throws: ``AuditError``.
    static func run(
        on store: any LedgerStore, trust: AuditTrust?, kept: [KeptBlock],
        progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) async throws(AuditError) -> AuditResult {
        let result: Result<AuditResult, AuditError>
        do throws(LedgerStoreError) {
            result = try await store.read { snapshot throws(LedgerStoreError) in
                Result { () throws(AuditError) in
                    try LedgerAudit(snapshot, trust: trust, kept: kept, progress: progress).run()
                }
            }
        } catch {
            throw AuditError(reading: error, at: .database)
        }
        return try result.get()
    }
}
