/// How much zero padding hides the lengths of records (RFC 9846, Section 5.4).
public enum RecordPadding: Sendable, Hashable {
    /// None.
    case none
    /// Each record's inner plaintext is filled up to a multiple of this many bytes, within the size limit.
    case multiple(of: Int)

    /// The zeros to add to an inner plaintext of `length` bytes (content type included) that may have `limit`.
    func zeros(for length: Int, limit: Int) -> Int {
        guard case .multiple(let block) = self, block > 1 else { return 0 }
        let rest = length % block
        return rest == 0 ? 0 : max(0, min(block - rest, limit - length))
    }
}
