/// The accounts that follow from a journal, small enough that a million of them need 70 MB: names and owners are kept as hashes
/// under a key of this process alone.
struct ReplayedAccounts: Sendable {
    private struct Row {
        let name: UInt64
        let owner: UInt64
        let creditLimit: Int64
        var balance: Int64 = 0
        var held: Int64 = 0
        /// `Int64.max`: it has no hold.
        var nextExpiry = Int64.max
        /// The index of a hold on it that may be active, from 1; 0: there is none.
        var lastHold: UInt32 = 0
        let currency: UInt16
        var isOpen = true
    }

    private var rows: [Row] = []
    // Places of rows, from 1, found by their name's hash and linear probing; 0 is a free place.
    private var places: [UInt32] = [UInt32](repeating: 0, count: 1024)
    private var currencies: [Currency] = []

    /// How many there are.
    var count: Int { rows.count }

    /// Makes room.
    mutating func reserve(_ count: Int) {
        guard count > rows.count else { return }
        rows.reserveCapacity(count)
        var size = places.count
        while size < 2 * count { size *= 2 }
        rehash(size: size)
    }

    /// The place of an account, from 0.
    func index(of name: AccountName) -> Int? { index(ofHash: Self.hash(name.text)) }

    /// An account as rules want it. The owner's name is there only where it is one of `candidates`, which is all that is compared
    /// with it.
    func account(_ name: AccountName, owners candidates: Set<String>) -> Account? {
        index(of: name).map { account(at: $0, name, owners: candidates) }
    }

    /// Whether a stored account is what follows, but for its holds.
    func isSame(_ account: Account, at index: Int) -> Bool {
        let row = rows[index]
        return account.number == UInt64(index) + 1 && row.owner == Self.hash(account.owner)
            && currencies[Int(row.currency)] == account.currency && row.creditLimit == account.creditLimit
            && row.isOpen == account.isOpen && row.balance == account.balance
    }

    /// The last hold placed on an account that may be active.
    func lastHold(of index: Int) -> UInt32 { rows[index].lastHold }

    mutating func setLastHold(_ hold: UInt32, of index: Int) { rows[index].lastHold = hold }

    /// Puts an account as it is now; a new one has to have the next number.
    /// - Returns: whether it could be put.
    mutating func put(_ account: Account) -> Bool {
        let hash = Self.hash(account.name.text)
        if let index = index(ofHash: hash) {
            guard account.number == UInt64(index) + 1 else { return false }
            rows[index].balance = account.balance
            rows[index].held = account.held
            rows[index].nextExpiry = account.nextExpiry ?? .max
            rows[index].isOpen = account.isOpen
            return true
        }
        guard account.number == UInt64(rows.count) + 1, rows.count < Int(UInt32.max) - 1 else { return false }
        rows.append(
            Row(
                name: hash, owner: Self.hash(account.owner), creditLimit: account.creditLimit,
                balance: account.balance, held: account.held, nextExpiry: account.nextExpiry ?? .max,
                currency: currencyIndex(account.currency), isOpen: account.isOpen))
        if 2 * rows.count > places.count { rehash(size: 2 * places.count) } else { place(rows.count) }
        return true
    }

    private func account(at index: Int, _ name: AccountName, owners candidates: Set<String>) -> Account {
        let row = rows[index]
        let owner = name.isSystem ? "" : candidates.first { Self.hash($0) == row.owner } ?? ""
        return Account(
            number: UInt64(index) + 1, name: name, owner: owner, currency: currencies[Int(row.currency)],
            creditLimit: row.creditLimit, isOpen: row.isOpen, balance: row.balance, held: row.held,
            nextExpiry: row.nextExpiry == .max ? nil : row.nextExpiry)
    }

    private mutating func currencyIndex(_ currency: Currency) -> UInt16 {
        if let index = currencies.firstIndex(of: currency) { return UInt16(index) }
        currencies.append(currency)
        return UInt16(currencies.count - 1)
    }

    private func index(ofHash hash: UInt64) -> Int? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while places[place] != 0 {
            let index = Int(places[place]) - 1
            if rows[index].name == hash { return index }
            place = (place + 1) & mask
        }
        return nil
    }

    private mutating func rehash(size: Int) {
        places = [UInt32](repeating: 0, count: size)
        for number in 0..<rows.count { place(number + 1) }
    }

    private mutating func place(_ number: Int) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: rows[number - 1].name) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = UInt32(number)
    }

    private static func hash(_ text: String) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(text)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
