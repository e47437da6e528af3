/// The holds that follow from a journal, by id, which is the order in which they came.
struct ReplayedHolds: Sendable {
    private struct Row {
        let id: HoldID
        let amount: Amount
        let expires: Int64
        let from: AccountName
        let to: AccountName
        /// The hold before it on the same account, from 1; 0: there is none.
        var before: UInt32
        var state: Hold.State
    }

    private var rows: [Row] = []

    var count: Int { rows.count }

    subscript(id: HoldID) -> Hold? { index(of: id).map { hold(at: $0) } }

    /// The hold at a place, from 0.
    func hold(at index: Int) -> Hold {
        let row = rows[index]
        return Hold(
            id: row.id, from: row.from, to: row.to, amount: row.amount, expires: row.expires, recordedState: row.state)
    }

    /// The active holds in the list that ends with `last`; from it goes what is active no more.
    /// - Returns: the holds, and the list's new end.
    mutating func active(from last: UInt32) -> (holds: [Hold], last: UInt32) {
        var holds: [Hold] = []
        var end: UInt32 = 0
        var previous: Int?
        var next = last
        while next != 0 {
            let index = Int(next) - 1
            next = rows[index].before
            guard rows[index].state == .active else { continue }
            if let previous { rows[previous].before = UInt32(index + 1) } else { end = UInt32(index + 1) }
            previous = index
            holds.append(hold(at: index))
        }
        if let previous { rows[previous].before = 0 }
        return (holds, end)
    }

    /// Adds a hold, whose id is above all that are there.
    /// - Parameter last: the end of its account's list.
    /// - Returns: the list's new end.
    mutating func add(_ hold: Hold, behind last: UInt32) -> UInt32 {
        rows.append(
            Row(
                id: hold.id, amount: hold.amount, expires: hold.expires, from: hold.from, to: hold.to,
                before: last, state: hold.recordedState))
        return UInt32(rows.count)
    }

    /// - Returns: whether the hold was there.
    mutating func put(_ hold: Hold) -> Bool {
        guard let index = index(of: hold.id) else { return false }
        rows[index].state = hold.recordedState
        return true
    }

    private func index(of id: HoldID) -> Int? {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].id == id ? low : nil
    }
}
