/// The entries of a CRL, found by serial number without an object for each: the places where they stand, by the hash of the
/// serial number. A list of a million entries takes five bytes more for each than its DER.
struct RevokedEntries: Sendable {
    /// From this place on, the entries are about certificates of these issuers (RFC 5280, Section 5.3.3).
    struct IssuerRun: Sendable {
        let start: Int
        /// The contents of the GeneralNames.
        let names: Range<Int>
    }

    /// How many there are.
    let count: Int
    /// In the order of the list.
    private(set) var issuers: [IssuerRun] = []
    /// What makes the list unusable, as the predicate of a sentence about it.
    private(set) var flaw: String?
    /// Whether one of them is taken back, which only delta CRLs may do.
    private(set) var hasRemovals = false
    /// Where entries stand, bucket after bucket.
    private var places: [UInt32]
    /// Where each bucket begins in `places`, and the end of the last.
    private var buckets: [UInt32]

    /// No entries.
    init() {
        count = 0
        places = []
        buckets = [0, 0]
    }

    /// - Parameter list: the contents of revokedCertificates.
    /// - Returns: nil where an entry is malformed.
    init?(_ list: DERCursor) {
        var list = list
        var starts: [UInt32] = []
        var hashes: [UInt32] = []
        starts.reserveCapacity((list.end - list.position) / 30)
        hashes.reserveCapacity(starts.capacity)
        while !list.isAtEnd {
            guard let entry = list.next(.derSequence) else { return nil }
            var contents = DERCursor(list.bytes, entry.contents)
            guard let fields = RevokedEntryFields(&contents), let start = UInt32(exactly: entry.whole.lowerBound)
            else { return nil }
            starts.append(start)
            hashes.append(Self.hash(list.bytes[fields.serialNumber]))
            if fields.hasUnknownCriticalExtension { flaw = "has an entry with an unknown critical extension" }
            if fields.reason == .removeFromCRL { hasRemovals = true }
            if let names = fields.certificateIssuer {
                guard GeneralNameList.read(list.bytes, names) != nil else { return nil }
                issuers.append(IssuerRun(start: entry.whole.lowerBound, names: names))
            }
        }
        count = starts.count
        (places, buckets) = Self.sorted(starts, hashes)
    }

    /// The entries with this serial number; several only where they are of different issuers, or the list is odd.
    func entries(_ bytes: [UInt8], serialNumber: ArraySlice<UInt8>) -> [(start: Int, fields: RevokedEntryFields)] {
        let bucket = Int(Self.hash(serialNumber)) & (buckets.count - 2)
        return places[Int(buckets[bucket])..<Int(buckets[bucket + 1])].compactMap { place in
            guard let fields = Self.fields(bytes, Int(place)), bytes[fields.serialNumber] == serialNumber else {
                return nil
            }
            return (Int(place), fields)
        }
    }

    /// The GeneralNames of the issuers of the certificate whose entry starts here; nil: the CRL's issuer.
    func issuer(ofEntryAt start: Int) -> Range<Int>? {
        var (low, high) = (0, issuers.count)
        while low < high {
            let middle = (low + high) / 2
            if issuers[middle].start <= start { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : issuers[low - 1].names
    }

    private static func fields(_ bytes: [UInt8], _ place: Int) -> RevokedEntryFields? {
        var cursor = DERCursor(bytes, place..<bytes.count)
        guard var contents = cursor.enter(.derSequence) else { return nil }
        return RevokedEntryFields(&contents)
    }

    /// Seeded for each process, so that nobody can make lists whose entries all fall into one bucket.
    private static func hash(_ serialNumber: ArraySlice<UInt8>) -> UInt32 {
        var hasher = Hasher()
        serialNumber.withUnsafeBytes { hasher.combine(bytes: $0) }
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    /// Sorts places by the low bits of their hashes, in one pass of counting and one of placing.
    private static func sorted(_ starts: [UInt32], _ hashes: [UInt32]) -> (places: [UInt32], buckets: [UInt32]) {
        var bucketCount = 1
        while bucketCount * 4 < starts.count { bucketCount *= 2 }
        let mask = UInt32(bucketCount - 1)
        var buckets = [UInt32](repeating: 0, count: bucketCount + 1)
        for hash in hashes { buckets[Int(hash & mask) + 1] += 1 }
        for index in 0..<bucketCount { buckets[index + 1] += buckets[index] }
        var next = buckets
        var places = [UInt32](repeating: 0, count: starts.count)
        for (start, hash) in zip(starts, hashes) {
            let bucket = Int(hash & mask)
            places[Int(next[bucket])] = start
            next[bucket] += 1
        }
        return (places, buckets)
    }
}
