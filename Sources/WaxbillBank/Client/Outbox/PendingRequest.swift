#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A request that is kept until there is an answer to it.
package struct PendingRequest: Codable, Sendable, Hashable {
    /// How the file is laid out.
    private static let schema = 1

    private let schema: Int
    private let keyText: String
    /// The server it is for: host and port.
    package let server: String
    /// The name in the certificate it is sent with; nil: not known.
    package let identity: String?
    /// The path of the request.
    package let target: String
    /// The JSON of the request.
    package let content: String
    /// What it is, in a few words.
    package let summary: String
    /// When it was made: milliseconds since 1970.
    package let time: Int64

    private enum CodingKeys: String, CodingKey {
        case schema, server, identity, target, content, summary, time
        case keyText = "key"
    }

    init(
        key: IdempotencyKey, server: String, identity: String?, command: LedgerCommand, time: Date = Date()
    ) {
        schema = Self.schema
        keyText = key.description
        self.server = server
        self.identity = identity
        target = command.target
        content = command.content
        summary = command.summary
        self.time = Int64(time.timeIntervalSince1970 * 1000)
    }

    /// The key it is sent with.
    package var key: IdempotencyKey { IdempotencyKey(keyText) ?? IdempotencyKey(high: 0, low: 0) }

    /// When it was made, as RFC 3339 has it.
    package var madeAt: String { BankTime.format(time) }

    /// Whether it would do the same at the same bank, under this key or another.
    func isSame(as other: PendingRequest) -> Bool {
        server == other.server && identity == other.identity && target == other.target && content == other.content
    }
}

extension PendingRequest {
    /// Reads a kept request; nil where the bytes are none.
    init?(decoding bytes: [UInt8]) {
        guard let request = try? JSONDecoder().decode(Self.self, from: Data(bytes)), request.schema == Self.schema,
            IdempotencyKey(request.keyText) != nil, request.target.utf8.first == UInt8(ascii: "/"),
            // A line break would be a second request.
            (request.target + request.content).unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return nil }
        self = request
    }

    /// The bytes of the file.
    var encoded: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Text and numbers are all that there is to encode.
        return (try? encoder.encode(self)).map { Array($0) } ?? []
    }
}
