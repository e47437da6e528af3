#if PostgreSQL
extension LedgerStoreError {
    /// What a failure of the database is to the ledger.
    init(_ error: PostgreSQLError) {
        switch error {
        case .refused(.diskFull, let message): self = .full(message)
        case .cannotConnect, .connectionLost, .timedOut: self = .unavailable("\(error)")
        case .refused(let state, let message) where state.isDamage: self = .damaged(message)
        case .refused(let state, _) where state.isConflict || state.isShortage: self = .unavailable("\(error)")
        case .invalidAddress, .refused, .unexpectedAnswer: self = .failed("\(error)")
        }
    }
}
#endif
