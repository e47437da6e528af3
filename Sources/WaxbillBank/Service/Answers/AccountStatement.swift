import NIOCore

/// What moved on an account in some time, a page of it.
struct AccountStatement: Sendable {
    struct Line: Sendable {
        let entry: UInt64
        /// In milliseconds since 1970.
        let time: Int64
        let operation: Operation
        let counterparty: AccountName?
        let reference: String
        /// In minor units; negative where money left.
        let amount: Int64
        /// After it.
        let balance: Int64
    }

    let account: Account
    /// In milliseconds since 1970; nil: from the first entry.
    let from: Int64?
    /// Up to and with this time, which has come.
    let to: Int64
    let openingBalance: Int64
    let closingBalance: Int64
    let lines: [Line]
    /// The entry after which the next page begins; nil where this is the last.
    let next: UInt64?

    /// Reads a page.
    /// - Parameters:
    ///   - to: nil: up to now. So is a time that has not come yet: what moves until then would be missing.
    ///   - now: the time of the server's clock.
    ///   - after: the entry after which it begins.
    ///   - limit: the most lines of it.
    init(
        of account: Account, from: Int64?, to: Int64?, now: Int64, after: UInt64, limit: Int,
        in snapshot: any LedgerSnapshot
    ) throws(LedgerStoreError) {
        let latest = try snapshot.head().time(at: now)
        let to = min(to ?? latest, latest)
        self.account = account
        self.from = from
        self.to = to
        let before: UInt64 = if let from { try snapshot.lastEntry(notAfter: from &- 1) } else { 0 }
        let last = max(before, try snapshot.lastEntry(notAfter: to))
        openingBalance = try snapshot.lastPosting(of: account, notAfter: before)?.balance ?? 0
        closingBalance = try snapshot.lastPosting(of: account, notAfter: last)?.balance ?? 0
        let first = max(before, after) + 1
        guard first <= last else {
            (lines, next) = ([], nil)
            return
        }
        let postings = try snapshot.postings(of: account, in: first...last, limit: limit + 1)
        var lines: [Line] = []
        for posting in postings.prefix(limit) { lines.append(try Line(posting, of: account, in: snapshot)) }
        self.lines = lines
        next = postings.count > limit ? lines.last?.entry : nil
    }
}

extension AccountStatement.Line {
    fileprivate init(
        _ posting: AccountPosting, of account: Account, in snapshot: any LedgerSnapshot
    ) throws(LedgerStoreError) {
        guard let stored = try snapshot.entries(after: posting.entry - 1, limit: 1).first,
            let entry = try? JournalEntry(decoding: stored.bytes), entry.number == posting.entry
        else { throw LedgerStoreError.damaged("entry \(posting.entry) is not what its postings say") }
        self.entry = posting.entry
        time = entry.time
        operation = entry.request.command.operation
        amount = posting.amount
        balance = posting.balance
        reference = try Self.reference(of: entry.request.command, in: snapshot)
        let fees = AccountName.fees(account.currency)
        let others = entry.outcome.postings.map(\.account).filter { $0 != account.name }
        counterparty = others.first { $0 != fees } ?? others.first
    }

    /// What the payer has written; for a capture, when the hold was placed.
    private static func reference(
        of command: LedgerCommand, in snapshot: any LedgerSnapshot
    ) throws(LedgerStoreError) -> String {
        switch command {
        case .pay(_, _, _, let reference), .hold(_, _, _, _, let reference): return reference
        case .capture(let hold, _):
            guard hold > 0, let stored = try snapshot.entries(after: hold - 1, limit: 1).first,
                let entry = try? JournalEntry(decoding: stored.bytes), entry.number == hold,
                case .hold(_, _, _, _, let reference) = entry.request.command
            else { throw LedgerStoreError.damaged("entry \(hold) is not the hold that was captured") }
            return reference
        case .open, .deposit, .withdraw, .void, .close: return ""
        }
    }
}

extension AccountStatement {
    /// As `{"account", "currency", "openingBalance", …}`.
    var json: ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        json.member("account", account.name.text)
        json.member("currency", account.currency.code)
        if let from { json.member("from", BankTime.format(from)) }
        json.member("to", BankTime.format(to))
        json.member("openingBalance", openingBalance)
        json.member("closingBalance", closingBalance)
        json.name("entries")
        json.beginArray()
        for line in lines {
            json.beginObject()
            json.member("entry", line.entry)
            json.member("time", BankTime.format(line.time))
            json.member("operation", "\(line.operation)")
            if let counterparty = line.counterparty { json.member("counterparty", counterparty.text) }
            if !line.reference.isEmpty { json.member("reference", line.reference) }
            json.member("amount", line.amount)
            json.member("balance", line.balance)
            json.endObject()
        }
        json.endArray()
        if let next { json.member("next", next) }
        json.endObject()
        return json.finish()
    }

    /// As comma-separated values (RFC 4180), with amounts as people write them. The first page begins with a row for the opening
    /// balance, the last one ends with a row for the closing balance.
    func csv(isFirst: Bool) -> ByteBuffer {
        var rows = [["entry", "time", "operation", "counterparty", "reference", "amount", "balance", "currency"]]
        if isFirst { rows.append(balanceRow("opening", from, openingBalance)) }
        for line in lines {
            rows.append([
                "\(line.entry)", BankTime.format(line.time), "\(line.operation)", line.counterparty?.text ?? "",
                Self.harmless(line.reference), DecimalText.text(line.amount, account.currency),
                DecimalText.text(line.balance, account.currency), account.currency.code,
            ])
        }
        if next == nil { rows.append(balanceRow("closing", to, closingBalance)) }
        return ByteBuffer(string: rows.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined())
    }

    private func balanceRow(_ name: String, _ time: Int64?, _ balance: Int64) -> [String] {
        let amount = DecimalText.text(balance, account.currency)
        return ["", time.map(BankTime.format) ?? "", name, "", "", "", amount, account.currency.code]
    }

    /// A payer's text with an apostrophe before what a spreadsheet would take for a formula: at its beginning, and, since in many
    /// countries they divide lines at semicolons whatever is quoted, behind one. Some take the wide forms as well.
    private static func harmless(_ text: String) -> String {
        var harmless = String.UnicodeScalarView()
        var isBeginning = true
        for scalar in text.unicodeScalars {
            if isBeginning, "=+-@＝＋－＠".unicodeScalars.contains(scalar) { harmless.append("'") }
            isBeginning = scalar == ";" || isBeginning && scalar.properties.isWhitespace
            harmless.append(scalar)
        }
        return String(harmless)
    }

    private static func quoted(_ text: String) -> String {
        guard
            text.utf8.contains(where: {
                [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x0A, 0x0D].contains($0)
            })
        else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
