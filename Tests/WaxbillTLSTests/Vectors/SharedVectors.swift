import Foundation
import Testing

/// Test vectors that lie beside the package: captured ClientHellos and the traces of RFC 8448.
enum SharedVectors {
    static let missing: Comment = "the shared test vectors are not beside the package"

    private static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/vectors")

    static let exist: Bool = ["rfc8448.json", "clienthellos.jsonl"].allSatisfy {
        FileManager.default.fileExists(atPath: directory.appending(path: $0).path)
    }

    /// A record that a client sent first.
    struct CapturedRecord: Decodable, Sendable, CustomTestStringConvertible {
        var file: String
        var hex: String

        var bytes: [UInt8] { [UInt8](hex: hex) }
        var testDescription: String { file }
    }

    static func clientHellos() throws -> [CapturedRecord] {
        let text = try String(contentsOf: directory.appending(path: "clienthellos.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(CapturedRecord.self, from: Data($0.utf8))
        }
    }

    /// A section of RFC 8448, by its number.
    static func trace(_ section: Int) throws -> Trace {
        let data = try Data(contentsOf: directory.appending(path: "rfc8448.json"))
        let sections = try JSONDecoder().decode([String: Trace].self, from: data)
        return try #require(sections[String(section)])
    }
}

extension [UInt8] {
    /// The bytes that pairs of hexadecimal digits stand for.
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
