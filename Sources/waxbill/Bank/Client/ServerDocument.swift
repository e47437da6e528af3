import NIOCore
import WaxbillBank

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A JSON object that a server sent, to be written again with something added.
struct ServerDocument: Codable {
    /// A value in it.
    enum Value: Codable {
        case integer(Int64)
        case number(Double)
        case boolean(Bool)
        case text(String)
        case array([Value])
        case object([String: Value])
        case null

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .boolean(value)
            } else if let value = try? container.decode(Int64.self) {
                self = .integer(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .text(value)
            } else if let value = try? container.decode([Value].self) {
                self = .array(value)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .integer(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .boolean(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            case .array(let value): try container.encode(value)
            case .object(let value): try container.encode(value)
            case .null: try container.encodeNil()
            }
        }
    }

    private var members: [String: Value]

    /// - Throws: ``BankClientError/malformedAnswer(_:)`` where the bytes are no object.
    init(_ bytes: ByteBuffer) throws(BankClientError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes.readableBytesView))
        } catch {
            throw .malformedAnswer("it is no JSON object")
        }
    }

    init(from decoder: any Decoder) throws { members = try decoder.singleValueContainer().decode([String: Value].self) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(members)
    }

    subscript(name: String) -> Value? {
        get { members[name] }
        set { members[name] = newValue }
    }
}
