import Crypto
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore
import WaxbillHummingbird

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A page for browsers. It works without scripts, and nothing runs on it.
enum BankPage {
    /// A page of the values, which are escaped here: all text that goes into a template goes through this.
    static func response(
        _ status: HTTPResponse.Status, title: String, _ template: MustacheTemplate?, _ values: [String: Any]
    ) -> Response {
        var page = escaped(values)
        page["title"] = HTMLText.escaped(title)
        page["style"] = style
        let text = head.map { $0.render(page) + (template?.render(page) ?? "") + end } ?? ""
        var response = Response.bank(status, ByteBuffer(string: text), type: "text/html; charset=utf-8")
        response.headers[.contentSecurityPolicy] = contentSecurityPolicy
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        return response
    }

    private static func escaped(_ values: [String: Any]) -> [String: Any] {
        values.mapValues { value in
            switch value {
            case let text as String: HTMLText.escaped(text)
            case let rows as [[String: Any]]: rows.map(escaped)
            case let row as [String: Any]: escaped(row)
            default: value
            }
        }
    }

    /// What pages may do: look as their own style says, and send forms back here.
    static let contentSecurityPolicy: String = {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'"
    }()

    // Constants without a mistake, which a test holds.
    private static let head = try? MustacheTemplate(string: headSource)
    static let accounts = try? MustacheTemplate(string: accountsSource)
    static let account = try? MustacheTemplate(string: accountSource)
    static let problem = try? MustacheTemplate(string: problemSource)
}

extension Problem {
    /// The problem as a page.
    var page: Response {
        let values: [String: Any] = ["heading": code.title, "detail": detail, "code": code.rawValue]
        var response = BankPage.response(
            HTTPResponse.Status(code: code.status), title: code.title, BankPage.problem, values)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if let allowed { response.headers[.allow] = allowed }
        return response
    }
}
