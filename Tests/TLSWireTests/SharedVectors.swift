import Foundation
import Testing

@testable import TLSWire

/// Test vectors that lie beside the package: captured ClientHellos and the traces of RFC 8448.
enum SharedVectors {
    static let missing: Comment = "the shared test vectors are not beside the package"

    private static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/vectors")

    static let exist: Bool =
        FileManager.default.fileExists(atPath: directory.appending(path: "rfc8448.json").path)
        && FileManager.default.fileExists(atPath: directory.appending(path: "clienthellos.jsonl").path)

    /// A record that a client sent first.
    struct CapturedRecord: Decodable, Sendable {
        var file: String
        var hex: String

        var bytes: [UInt8] { [UInt8](hex: self.hex) }
    }

    static func clientHellos() throws -> [CapturedRecord] {
        let text = try String(contentsOf: directory.appending(path: "clienthellos.jsonl"), encoding: .utf8)
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(CapturedRecord.self, from: Data($0.utf8))
        }
    }

    /// A section of RFC 8448.
    struct Trace: Decodable, Sendable {
        struct Step: Decodable, Sendable {
            var actor: String
            var action: String
            var fields: [String: Field]
        }

        struct Field: Decodable, Sendable {
            var hex: String

            var bytes: [UInt8] { [UInt8](hex: self.hex) }
        }

        var title: String
        var steps: [Step]
    }

    static func rfc8448() throws -> [Trace] {
        let data = try Data(contentsOf: directory.appending(path: "rfc8448.json"))
        let sections = try JSONDecoder().decode([String: Trace].self, from: data)
        return sections.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension [UInt8] {
    /// The bytes that pairs of hexadecimal digits stand for; blanks between them do not count.
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    var hex: String { self.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
