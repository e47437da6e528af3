import TLSWire

extension JournalEntry: WireCodable {
    /// The entry's bytes, as docs/BANK.md describes them: what is stored, hashed and proved.
    package var encoded: [UInt8] {
        var writer = WireWriter(reservingCapacity: 192)
        encode(to: &writer)
        return writer.bytes
    }

    /// Reads an entry that fills `bytes`.
    /// - Throws: `DecodingFailure`.
    package init(decoding bytes: [UInt8]) throws(DecodingFailure) {
        try self.init(decoding: bytes.span.bytes, path: FieldPath("JournalEntry"))
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(number)
        writer.write(UInt64(bitPattern: time))
        writer.write(request.key.high)
        writer.write(request.key.low)
        writer.write(UInt8(request.requester.isTeller ? 1 : 0))
        writer.write(text: request.requester.name)
        request.command.encode(to: &writer)
        outcome.encode(to: &writer)
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        // What a bank never writes is not read either, so that nothing has to expect it behind this.
        number = try reader.uint64("number")
        guard (1...UInt64(Int64.max)).contains(number) else { throw reader.failure(.invalidValue, "number") }
        time = Int64(bitPattern: try reader.uint64("time"))
        guard (0...LedgerLimits.time).contains(time) else { throw reader.failure(.invalidValue, "time") }
        let key = IdempotencyKey(high: try reader.uint64("key"), low: try reader.uint64("key"))
        let role = try reader.uint8("role")
        guard role <= 1 else { throw reader.failure(.invalidValue, "role") }
        let requester = Requester(
            name: try reader.text("requester", in: 1...LedgerLimits.identity), isTeller: role == 1)
        let command = try LedgerCommand(from: &reader)
        request = LedgerRequest(key: key, requester: requester, command: command)
        outcome = try Outcome(from: &reader)
    }
}

extension Outcome: WireCodable {
    package func encode(to writer: inout WireWriter) {
        switch self {
        case .done(let postings):
            writer.write(UInt8(0))
            writer.write(UInt8(truncatingIfNeeded: postings.count))
            for posting in postings {
                writer.write(text: posting.account.text)
                writer.write(UInt64(bitPattern: posting.amount))
            }
        case .refused(let refusal):
            writer.write(refusal.reason.rawValue)
            if let available = refusal.available {
                writer.write(UInt8(1))
                writer.write(UInt64(bitPattern: available))
            } else {
                writer.write(UInt8(0))
            }
        }
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        let result = try reader.uint8("result")
        guard result != 0 else {
            var postings: [Posting] = []
            let count = try reader.uint8("postings")
            guard count <= LedgerLimits.postings else { throw reader.failure(.lengthOutOfRange, "postings") }
            for _ in 0..<count {
                let account = try reader.accountName("account")
                let amount = Int64(bitPattern: try reader.uint64("amount"))
                guard amount != 0, amount != .min else { throw reader.failure(.invalidValue, "amount") }
                postings.append(Posting(account, amount))
            }
            self = .done(postings)
            return
        }
        guard let reason = RefusalReason(rawValue: result) else { throw reader.failure(.invalidValue, "result") }
        let tellsAvailable = try reader.uint8("available")
        guard tellsAvailable == (reason == .insufficientFunds ? 1 : 0) else {
            throw reader.failure(.invalidValue, "available")
        }
        guard tellsAvailable == 1 else {
            self = .refused(Refusal(reason))
            return
        }
        let available = Int64(bitPattern: try reader.uint64("available"))
        guard available >= 0 else { throw reader.failure(.invalidValue, "available") }
        self = .refused(Refusal(reason, available: available))
    }
}
