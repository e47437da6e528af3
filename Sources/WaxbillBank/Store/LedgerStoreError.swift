/// Why a store did not do what it should. Nothing was changed, but where the outcome is unknown.
package enum LedgerStoreError: Error, Sendable, Hashable {
    /// The disk is full.
    case full(String)
    /// Reading or writing failed.
    case failed(String)
    /// The database cannot be reached, or did not say whether it has committed.
    case unavailable(String)
    /// What is stored contradicts itself; the text says where.
    case damaged(String)
    /// What is stored is of another version than this program knows, or no ledger at all; the text says which.
    case unknownFormat(String)

    /// What happened, as a sentence without its full stop.
    package var reason: String {
        switch self {
        case .full(let text), .failed(let text), .unavailable(let text), .damaged(let text), .unknownFormat(let text):
            text
        }
    }
}
