/// Reads a table page by page, so that an audit needs no more memory than one of them.
///
/// Where a page cannot be read, it goes on row by row, up to the one that cannot.
struct TablePages {
    /// How many rows are read at once.
    private var limit = 2048

    /// Reads the next page.
    /// - Parameters:
    ///   - read: reads at most so many rows; called again where some cannot be read.
    ///   - unreadable: the fault of the next row, whose content the store complained about.
    /// - Throws: ``AuditError``.
    mutating func next<Row>(
        _ read: (Int) throws(LedgerStoreError) -> [Row], unreadable: (String) -> LedgerFault
    ) throws(AuditError) -> [Row] {
        while true {
            do throws(LedgerStoreError) {
                return try read(limit)
            } catch {
                guard case .damaged(let text) = error else { throw .store(error) }
                guard limit > 1 else { throw .fault(unreadable(text)) }
                limit = 1
            }
        }
    }
}
