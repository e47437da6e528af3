import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How the bank refused a request: a problem document (RFC 9457), as far as it sent one.
package struct BankRefusal: Sendable, Hashable {
    /// The HTTP status.
    package let status: Int
    /// The stable code of docs/BANK.md.
    package let code: String?
    /// A sentence of the server's.
    package let detail: String?
    /// The number of the journal's entry that records the refusal.
    package let entry: UInt64?
    /// What the account has to spend, in minor units, where it is not enough.
    package let available: Int64?
    /// After how many seconds to ask again.
    package let retryAfter: Int?

    /// Whether the client may not do this.
    package var isNotAuthorized: Bool { status == 401 || status == 403 }

    /// Whether the same request may be answered another time.
    package var isTemporary: Bool { [408, 425, 429, 500, 502, 503, 504].contains(status) }

    /// Whether the request may have been carried out nevertheless: where a server, or one before it, failed without saying that it had
    /// not begun.
    var leavesDoubt: Bool {
        status >= 500 && !["overloaded", "rate_limited", "shutting_down"].contains(code)
    }
}

extension BankRefusal {
    /// How long a problem document may be, in bytes.
    static let longest = 65_536

    private struct Problem: Decodable {
        let code: String?
        let title: String?
        let detail: String?
        let entry: UInt64?
        let available: Int64?
    }

    /// What an answer other than a good one says.
    init(_ head: HTTPResponseHead, _ body: ByteBuffer) {
        status = Int(head.status.code)
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(body.readableBytesView))
        code = problem?.code.flatMap { Self.isCode($0) ? $0 : nil }
        detail = problem?.detail ?? problem?.title ?? head.status.reasonPhrase
        entry = problem?.entry
        available = problem?.available
        retryAfter = head.headers.first(name: "Retry-After").flatMap { Int($0) }
    }

    private static func isCode(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
