#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension LedgerAudit {
    /// Audits the ledger in a folder, as it is when it begins. Nothing is written; a server may be using it.
    /// - Throws: ``AuditError``.
    package static func run(
        folder: String, trust: AuditTrust?, progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws(AuditError) -> AuditResult {
        let file = LedgerFolder.database(in: folder)
        // SQLite says only that it cannot open it.
        guard access(file, F_OK) == 0 else { throw .missing(file) }
        let result: Result<AuditResult, AuditError>
        do throws(LedgerStoreError) {
            let store = try SQLiteStore(folder: folder, for: .inspecting)
            defer { store.close() }
            result = try await store.read { snapshot throws(LedgerStoreError) in
                Result { () throws(AuditError) in
                    try LedgerAudit(snapshot, trust: trust, progress: progress).run()
                }
            }
        } catch {
            throw AuditError(reading: error, at: .database)
        }
        return try result.get()
    }
}
