/// What a hold is called: the number of the entry that placed it.
public typealias HoldID = UInt64

/// Money that its owner has set aside for somebody, who may capture it until it expires.
package struct Hold: Sendable, Hashable {
    /// What became of a hold. The raw values are stored.
    package enum State: UInt8, Sendable {
        case active = 0
        case captured = 1
        case voided = 2
        case expired = 3
    }

    package let id: HoldID
    package let from: AccountName
    package let to: AccountName
    package let amount: Amount
    /// When it ends by itself, in milliseconds since 1970.
    package let expires: Int64
    /// As it was written last: ``state(at:)`` tells what has expired since.
    package var recordedState: State

    package init(
        id: HoldID, from: AccountName, to: AccountName, amount: Amount, expires: Int64, recordedState: State = .active
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.amount = amount
        self.expires = expires
        self.recordedState = recordedState
    }

    /// What has become of it at a time.
    package func state(at time: Int64) -> State {
        recordedState == .active && expires <= time ? .expired : recordedState
    }
}
