/// A hash over rows that does not depend on their order, so that a table can be compared with what it should hold without
/// keeping either.
///
/// Rows are hashed under a key that is drawn for each audit, and added up for each range of entries that they belong to. Whoever
/// changed a table could not know the key.
struct RowHash: Sendable {
    /// How many entries' rows are added up in one place.
    static let rangeSize: UInt64 = 1024

    let key: (UInt64, UInt64)
    // By range: two sums of 64 bits each.
    private var sums: [(UInt64, UInt64)] = []
    private(set) var count: UInt64 = 0

    init(key: (UInt64, UInt64)) { self.key = key }

    /// A key for one audit.
    static func makeKey() -> (UInt64, UInt64) { (.random(in: .min ... .max), .random(in: .min ... .max)) }

    /// Adds a posting.
    mutating func add(posting amount: Int64, balance: Int64, account: UInt64, entry: UInt64) {
        add(entry: entry) { hasher in
            hasher.combine(account)
            hasher.combine(amount)
            hasher.combine(balance)
        }
    }

    /// Adds a request's key.
    mutating func add(_ request: RequestKey, entry: UInt64) {
        add(entry: entry) { hasher in
            hasher.combine(request.key.high)
            hasher.combine(request.key.low)
            hasher.combine(request.requester)
        }
    }

    /// The entries whose rows are not the same in both; nil where all are.
    func firstDifference(from other: RowHash) -> ClosedRange<UInt64>? {
        for index in 0..<max(sums.count, other.sums.count) {
            let mine = index < sums.count ? sums[index] : (0, 0)
            let theirs = index < other.sums.count ? other.sums[index] : (0, 0)
            if mine != theirs {
                let first = UInt64(index) * Self.rangeSize
                return first...(first + Self.rangeSize - 1)
            }
        }
        return nil
    }

    private mutating func add(entry: UInt64, _ row: (inout Hasher) -> Void) {
        count += 1
        var hasher = Hasher()
        hasher.combine(key.0)
        hasher.combine(entry)
        row(&hasher)
        var second = hasher
        second.combine(key.1)
        // A table may name entries that the journal does not have: all beyond are added up in one place.
        let index = Int(min(entry / Self.rangeSize, UInt64(Self.mostRanges)))
        while sums.count <= index { sums.append((0, 0)) }
        sums[index].0 &+= UInt64(bitPattern: Int64(hasher.finalize()))
        sums[index].1 &+= UInt64(bitPattern: Int64(second.finalize()))
    }

    /// 4,294,967,296 entries' ranges would need 64 MiB.
    private static let mostRanges = 1 << 20
}
