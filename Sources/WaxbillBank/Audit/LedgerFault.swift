/// What is wrong with a ledger, and where: the first thing that was found.
package struct LedgerFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which part of the ledger.
    package enum Place: Sendable, Hashable {
        case entry(UInt64)
        case block(UInt64)
        case account(String)
        case hold(HoldID)
        /// The row that says where the journal ends.
        case head
        /// The file as the database sees it.
        case database
    }

    package let place: Place
    /// What is wrong there, as a sentence without its full stop.
    package let reason: String

    package init(_ place: Place, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    /// Place and reason, for people.
    package var description: String { "\(place): \(reason)" }
}

extension LedgerFault.Place: CustomStringConvertible {
    package var description: String {
        switch self {
        case .entry(let number): "entry \(number)"
        case .block(let number): "block \(number)"
        case .account(let name): "account \(name)"
        case .hold(let id): "hold \(id)"
        case .head: "the journal's end"
        case .database: "the database"
        }
    }
}

/// Why an audit has no result, or a bad one.
package enum AuditError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The ledger is damaged, or was changed.
    case fault(LedgerFault)
    /// It could not be read.
    case store(LedgerStoreError)
    /// There is none.
    case noLedger

    /// A sentence without its full stop.
    package var description: String {
        switch self {
        case .fault(let fault): fault.description
        case .store(let error): error.reason
        case .noLedger: "there is no ledger in it"
        }
    }

    /// What programs know it by.
    package var code: String {
        switch self {
        case .fault: "damaged"
        case .store(.unavailable): "unavailable"
        case .store(.unknownFormat): "unknown_format"
        case .store: "unreadable"
        case .noLedger: "no_ledger"
        }
    }
}
