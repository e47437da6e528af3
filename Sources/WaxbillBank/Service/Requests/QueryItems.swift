/// The items of a request's query, each name once.
struct QueryItems {
    private let items: [String: String]

    /// - Parameters:
    ///   - target: the request's target.
    ///   - known: the names that there are.
    /// - Throws: `invalid_request` where a name is unknown or there twice, or cannot be read.
    init(target: String, known: [String]) throws(Problem) {
        guard let mark = target.firstIndex(of: "?") else {
            items = [:]
            return
        }
        items = try Self.read(target[target.index(after: mark)...], known: known)
    }

    /// - Parameter form: what a browser sends for a form (`application/x-www-form-urlencoded`).
    /// - Throws: as above.
    init(form: String, known: [String]) throws(Problem) { items = try Self.read(form[...], known: known) }

    private static func read(_ text: Substring, known: [String]) throws(Problem) -> [String: String] {
        var items: [String: String] = [:]
        for item in text.split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentDecoding.decodeForm(parts[0]),
                let value = PercentDecoding.decodeForm(parts.count == 2 ? parts[1] : "")
            else { throw Problem(.invalidRequest, "The query cannot be read") }
            guard known.contains(name) else { throw Problem(.invalidRequest, "\"\(name)\" is not known here") }
            guard items.updateValue(value, forKey: name) == nil else {
                throw Problem(.invalidRequest, "\"\(name)\" is there twice")
            }
        }
        return items
    }

    subscript(name: String) -> String? { items[name] }

    /// A number from 0 on.
    /// - Throws: `invalid_request` where it is none.
    func number(_ name: String) throws(Problem) -> UInt64? {
        guard let text = items[name] else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(text), number < 1 << 62 else {
            throw Problem(.invalidRequest, "\"\(name)\" is not a number")
        }
        return number
    }

    /// How many are wanted: 100 where nothing is said, at most 1,000.
    /// - Throws: `invalid_request`.
    func limit() throws(Problem) -> Int {
        guard let number = try number("limit") else { return 100 }
        guard (1...1000).contains(number) else { throw Problem(.invalidRequest, "\"limit\" is from 1 to 1000") }
        return Int(number)
    }

    /// A time, in milliseconds since 1970.
    /// - Parameter isEnd: whether a date is meant with all of its day.
    /// - Throws: `invalid_time`.
    func time(_ name: String, isEnd: Bool = false) throws(Problem) -> Int64? {
        guard let text = items[name] else { return nil }
        guard let time = BankTime.parse(text, isEnd: isEnd) else {
            throw Problem(.invalidTime, "\"\(name)\" is a time as in 2026-11-21T08:30:00Z, or a date")
        }
        return time
    }
}
