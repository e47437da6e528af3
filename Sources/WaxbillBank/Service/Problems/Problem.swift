import HTTPTypes
import Hummingbird
import NIOCore
import WaxbillHummingbird

/// Why a request is refused, as a client is told: a problem document (RFC 9457).
struct Problem: Error, Hashable, Sendable {
    let code: ProblemCode
    /// What is wrong, in a sentence.
    let detail: String
    /// The number of the journal's entry that records the refusal; nil where nothing records it.
    var entry: UInt64?
    /// What the account has, in minor units, where it is not enough.
    var available: Int64?
    /// After how many seconds to try again.
    var retryAfter: Int?
    /// The methods that there are (RFC 9110, Section 15.5.6).
    var allowed: String?

    init(_ code: ProblemCode, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// The document.
    var document: ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", "urn:waxbill:bank:\(code.rawValue)")
        json.member("title", code.title)
        json.member("status", Int64(code.status))
        json.member("detail", detail)
        json.member("code", code.rawValue)
        if let entry { json.member("entry", entry) }
        if let available { json.member("available", available) }
        json.endObject()
        return json.finish()
    }

    /// The answer with the document.
    var response: Response {
        var answer = Response.bank(
            HTTPResponse.Status(code: code.status), document, type: "application/problem+json")
        if let retryAfter { answer.headers[.retryAfter] = String(retryAfter) }
        if let allowed { answer.headers[.allow] = allowed }
        return answer
    }
}

extension Response {
    /// An answer that is there as a whole, and nobody's but the client's.
    static func bank(_ status: HTTPResponse.Status, _ content: ByteBuffer, type: String) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: type, .contentLength: String(content.readableBytes), .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: content))
    }

    /// A JSON document.
    static func json(_ status: HTTPResponse.Status, _ content: ByteBuffer) -> Response {
        bank(status, content, type: "application/json")
    }
}
