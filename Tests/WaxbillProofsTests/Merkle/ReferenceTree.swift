import Crypto
import WaxbillProofs

/// RFC 6962, Section 2.1 to 2.1.2, word for word and slow, over leaves' data.
enum ReferenceTree {
    static func mth(_ data: ArraySlice<[UInt8]>) -> [UInt8] {
        if data.isEmpty { return Array(SHA256.hash(data: [UInt8]())) }
        if data.count == 1, let only = data.first { return Array(SHA256.hash(data: [0] + only)) }
        let k = split(data.count)
        let left = mth(data.prefix(k))
        let right = mth(data.dropFirst(k))
        return Array(SHA256.hash(data: [1] + left + right))
    }

    static func path(_ m: Int, _ data: ArraySlice<[UInt8]>) -> [[UInt8]] {
        if data.count == 1 { return [] }
        let k = split(data.count)
        return m < k
            ? path(m, data.prefix(k)) + [mth(data.dropFirst(k))]
            : path(m - k, data.dropFirst(k)) + [mth(data.prefix(k))]
    }

    static func proof(_ m: Int, _ data: ArraySlice<[UInt8]>) -> [[UInt8]] { subproof(m, data, true) }

    private static func subproof(_ m: Int, _ data: ArraySlice<[UInt8]>, _ isComplete: Bool) -> [[UInt8]] {
        if m == data.count { return isComplete ? [] : [mth(data)] }
        let k = split(data.count)
        return m <= k
            ? subproof(m, data.prefix(k), isComplete) + [mth(data.dropFirst(k))]
            : subproof(m - k, data.dropFirst(k), false) + [mth(data.prefix(k))]
    }

    /// The largest power of two smaller than `n`.
    private static func split(_ n: Int) -> Int {
        var k = 1
        while 2 * k < n { k *= 2 }
        return k
    }

    /// So many different leaves.
    static func data(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("leaf \($0)".utf8) } }
}
