/// Balances in one value of bytes: eight for each, the highest first.
enum BalanceList {
    static func bytes(_ balances: [Int64]) -> [UInt8] {
        balances.flatMap { balance in (0..<8).map { UInt8(truncatingIfNeeded: balance >> (56 - 8 * $0)) } }
    }

    /// The balances; nil where the bytes are not a multiple of eight.
    static func balances(in bytes: [UInt8]) -> [Int64]? {
        guard bytes.count.isMultiple(of: 8) else { return nil }
        return stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<start + 8].reduce(0) { $0 << 8 | Int64($1) }
        }
    }
}
