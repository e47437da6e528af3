import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ServerRefusal {
    /// How long a problem document may be, in bytes.
    static let longest = 65_536

    /// What members of a problem document count here (RFC 9457, Section 3.1).
    private struct Problem: Decodable {
        let code: String?
        let title: String?
        let detail: String?
    }

    /// What an answer other than a good one says.
    init(_ head: HTTPResponseHead, _ body: ByteBuffer) {
        status = Int(head.status.code)
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(body.readableBytesView))
        code = problem?.code.flatMap { Self.isCode($0) ? $0 : nil }
        detail = problem?.detail ?? problem?.title ?? head.status.reasonPhrase
    }

    private static func isCode(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
