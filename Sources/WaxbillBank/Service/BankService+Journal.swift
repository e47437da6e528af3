import HTTPTypes
import Hummingbird
import NIOCore
import WaxbillProofs

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BankService {
    /// `/v1/entries/{entry}`, for whoever asked for it, the owners of its accounts, and auditors.
    func entry(_ context: BankContext) async throws -> Response {
        let (stored, entry) = try await readEntry(context) { (_, stored, entry) throws(LedgerStoreError) in
            (stored, entry)
        }
        return Response.json(.ok, EntryDocument.json(entry, chain: stored.chain.hexadecimal))
    }

    /// `/v1/entries/{entry}/receipt`.
    func receipt(_ context: BankContext) async throws -> Response {
        let number = try await readEntry(context) { (_, stored, _) throws(LedgerStoreError) in stored.number }
        let receipt: Receipt?
        do throws(BlockSealingError) {
            receipt = try await Receipt.of(number, in: store, sealer: sealer)
        } catch {
            if case .store(let error) = error { metrics.failed(.seal, error) }
            throw Problem(.storageFailed, "The entry's block cannot be sealed now")
        }
        guard let receipt else { throw Problem(.notFound, "Entry \(number) is not there") }
        var response = Response.json(.ok, ByteBuffer(bytes: receipt.file))
        response.headers[.contentDisposition] = "attachment; filename=\"receipt-\(number).json\""
        return response
    }

    /// `/v1/journal`, for auditors: entries as they are hashed.
    func journal(_ request: Request, _ context: BankContext) async throws -> Response {
        try requireAuditor(context)
        let items = try QueryItems(target: request.head.path ?? "", known: ["after", "limit"])
        let (after, limit) = (try items.number("after") ?? 0, try items.limit())
        let (entries, head) = try await read { (snapshot) throws(LedgerStoreError) in
            (try snapshot.entries(after: after, limit: limit), try snapshot.head())
        }
        var json = JSONWriter()
        json.beginObject()
        json.name("entries")
        json.beginArray()
        for entry in entries {
            json.beginObject()
            json.member("entry", entry.number)
            json.member("bytes", Data(entry.bytes).base64EncodedString())
            json.member("chain", entry.chain.hexadecimal)
            json.endObject()
        }
        json.endArray()
        json.member("head", head.number)
        if let last = entries.last, last.number < head.number { json.member("next", last.number) }
        json.endObject()
        return Response.json(.ok, json.finish())
    }

    /// `/v1/blocks`, for auditors: blocks as they are hashed and signed, and the signers' certificates once.
    func blocks(_ request: Request, _ context: BankContext) async throws -> Response {
        try requireAuditor(context)
        let items = try QueryItems(target: request.head.path ?? "", known: ["after", "limit"])
        let (after, limit) = (try items.number("after") ?? 0, try items.limit())
        let blocks = try await read { (snapshot) throws(LedgerStoreError) in
            try snapshot.blocks(after: after, limit: limit + 1)
        }
        var json = JSONWriter()
        json.beginObject()
        json.name("blocks")
        json.beginArray()
        for block in blocks.prefix(limit) {
            json.beginObject()
            json.member("block", block.number)
            json.member("first", block.entries.lowerBound)
            json.member("last", block.entries.upperBound)
            json.member("statement", Data(block.statement).base64EncodedString())
            json.endObject()
        }
        json.endArray()
        json.name("certificates")
        json.beginArray()
        var sent: Set<[UInt8]> = []
        for block in blocks.prefix(limit) where sent.insert(block.certificates).inserted {
            json.value(Data(block.certificates).base64EncodedString())
        }
        json.endArray()
        if blocks.count > limit { json.member("next", blocks[limit - 1].number) }
        json.endObject()
        return Response.json(.ok, json.finish())
    }

    /// Reads something about an entry that the client may see.
    /// - Throws: `not_found`, `not_authorized`, `storage_failed`.
    func readEntry<Result: Sendable>(
        _ context: BankContext,
        _ body: @escaping @Sendable (any LedgerSnapshot, StoredEntry, JournalEntry) throws(LedgerStoreError) -> Result
    ) async throws(Problem) -> Result {
        let identity = try context.requireIdentity()
        let number = try context.number("entry", orThrow: .notFound)
        let mayReadAll = roles.isAuditor(identity)
        let outcome = try await read { (snapshot) throws(LedgerStoreError) -> EntryReading<Result> in
            guard number > 0, let stored = try snapshot.entries(after: number - 1, limit: 1).first,
                stored.number == number
            else { return .notFound }
            guard let entry = try? JournalEntry(decoding: stored.bytes) else {
                throw LedgerStoreError.damaged("entry \(number) cannot be read")
            }
            let isOwn = try entry.isOf(identity, in: snapshot)
            guard mayReadAll || isOwn else { return .notAuthorized }
            return .found(try body(snapshot, stored, entry))
        }
        switch outcome {
        case .found(let result): return result
        case .notFound: throw Problem(.notFound, "Entry \(number) is not there")
        case .notAuthorized: throw Problem(.notAuthorized, "Entry \(number) is somebody else's")
        }
    }
}

private enum EntryReading<Result: Sendable>: Sendable {
    case found(Result)
    case notFound
    case notAuthorized
}

extension JournalEntry {
    /// Whether somebody asked for it, or owns an account that it was carried out on.
    fileprivate func isOf(_ identity: String, in snapshot: any LedgerSnapshot) throws(LedgerStoreError) -> Bool {
        if request.requester.name.hasSameBytes(as: identity) { return true }
        // A refusal moved nothing, and is nobody else's business. A hold moves nothing, but is for both.
        guard case .done(let postings) = outcome else { return false }
        for name in Set(postings.map(\.account) + request.command.accounts) {
            if try snapshot.account(name)?.owner.hasSameBytes(as: identity) == true { return true }
        }
        return false
    }
}
