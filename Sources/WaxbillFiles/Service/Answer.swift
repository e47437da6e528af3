import HTTPTypes
import HummingbirdCore
import NIOCore
import WaxbillHummingbird

/// What a request is answered with.
struct Answer: Sendable {
    var status: HTTPResponse.Status
    var fields: HTTPFields
    var body: ResponseBody
    /// The problem, if it is one.
    var code: FilesError.Code?

    init(_ status: HTTPResponse.Status, _ fields: HTTPFields = [:], body: ResponseBody = ResponseBody()) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// Content that is there as a whole.
    init(_ status: HTTPResponse.Status, _ fields: HTTPFields = [:], content: ByteBuffer, type: String) {
        self.init(status, fields, body: ResponseBody(byteBuffer: content))
        self.fields[.contentType] = type
        self.fields[.contentLength] = String(content.readableBytes)
    }

    /// A problem document (RFC 9457).
    init(_ error: FilesError) {
        let document = """
            {"type":"urn:waxbill:problem:\(error.code.rawValue)","title":\(JSONText.quoted(error.code.title)),\
            "status":\(error.status),"detail":\(JSONText.quoted(error.detail)),"code":"\(error.code.rawValue)"}

            """
        self.init(
            HTTPResponse.Status(code: error.status), [.cacheControl: "no-store", .xContentTypeOptions: "nosniff"],
            content: ByteBuffer(string: document),
            type: "application/problem+json")
        code = error.code
    }

    /// The same without its content: what HEAD is answered with (RFC 9110, Section 9.3.2).
    var withoutContent: Answer {
        var answer = self
        answer.body = ResponseBody()
        return answer
    }
}
