import HTTPTypes
import Hummingbird

extension Request {
    /// The key that makes a request count once however often it comes.
    /// - Throws: `idempotency_key_required`, `idempotency_key_invalid`.
    func idempotencyKey() throws(Problem) -> IdempotencyKey {
        let fields = headers[values: .idempotencyKey]
        guard let field = fields.first else {
            throw Problem(.idempotencyKeyRequired, "Idempotency-Key is missing: 32 hexadecimal digits, or a UUID")
        }
        var text = field[...]
        // A string of a structured field is quoted (RFC 9651, Section 3.3.3); a bare key is taken as well.
        if text.count >= 2, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
        guard fields.count == 1, let key = IdempotencyKey(text) else {
            throw Problem(.idempotencyKeyInvalid, "Idempotency-Key is 32 hexadecimal digits, or a UUID, once")
        }
        return key
    }

    /// - Throws: `unsupported_media_type`.
    func requireContent(of type: String) throws(Problem) {
        let field = headers[.contentType] ?? ""
        let parts = field.split(separator: ";", omittingEmptySubsequences: false).map {
            $0.filter { $0 != " " && $0 != "\t" }.lowercased()
        }
        // UTF-8 is all that JSON has (RFC 8259, Section 8.1), and all that the pages' forms send.
        guard parts.first == type,
            parts.dropFirst().allSatisfy({ ["charset=utf-8", "charset=\"utf-8\"", ""].contains($0) })
        else { throw Problem(.unsupportedMediaType, "The content has to be \(type)") }
    }
}

extension HTTPField.Name {
    /// What makes a request count once (docs/BANK.md).
    static let idempotencyKey = known("Idempotency-Key")
    /// Where a browser's request comes from (Fetch Metadata Request Headers, Section 2.3).
    static let secFetchSite = known("Sec-Fetch-Site")
    /// Where the next page is (RFC 8288).
    static let link = known("Link")

    /// A name that is a token, as all here are.
    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
