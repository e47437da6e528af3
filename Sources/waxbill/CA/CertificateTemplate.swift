import WaxbillX509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Defaults for certificates, in a file: `{"templates": {NAME: {"key": …, "days": …}}}`.
struct CertificateTemplate: Decodable {
    var key: KeyKind?
    var days: Int?
    var hours: Int?
    /// Names of servers besides those of the command line.
    var names: [String]?
    var emails: [String]?
    var uris: [String]?
    var defects: [CertificateDefect]?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case key
        case days
        case hours
        case names
        case emails
        case uris
        case defects = "break"
    }

    /// Reads the template that `argument` names: `FILE`, where the file has only one, or `FILE#NAME`.
    init(_ argument: String) throws {
        let parts = argument.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts[0]
        let contents = try FileContents.read(path)
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(contents))
        } catch let error as DecodingError {
            throw CommandFailure(.dataError, "\(path): \(Self.sentence(error))")
        } catch {
            throw CommandFailure(.dataError, "\(path): it is not JSON")
        }
        let names = file.templates.keys.sorted()
        let list = names.isEmpty ? "it has none" : "it has \(names.map { escaped($0) }.joined(separator: ", "))"
        if parts.count == 2 {
            guard let template = file.templates[parts[1]] else {
                throw CommandFailure(.dataError, "\(path): there is no template \"\(escaped(parts[1]))\"; \(list)")
            }
            self = template
        } else {
            guard let only = file.templates.first, file.templates.count == 1 else {
                throw CommandFailure(
                    .dataError, "\(path): there is not exactly one template; \(list)",
                    advice: "name one: --template FILE#NAME")
            }
            self = only.value
        }
    }

    private struct File: Decodable {
        let templates: [String: CertificateTemplate]
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyKey.self)
        let known = Set(CodingKeys.allCases.map(\.rawValue))
        if let stranger = container.allKeys.first(where: { !known.contains($0.stringValue) }) {
            throw DecodingError.dataCorruptedError(
                forKey: stranger, in: container,
                debugDescription: "it is not one of \(known.sorted().joined(separator: ", "))")
        }
        func value<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
            try container.decodeIfPresent(Value.self, forKey: AnyKey(stringValue: key.rawValue))
        }
        func choice<Value: RawRepresentable & CaseIterable>(_ text: String, _ key: CodingKeys) throws -> Value
        where Value.RawValue == String {
            guard let value = Value(rawValue: text) else {
                let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
                throw DecodingError.dataCorruptedError(
                    forKey: AnyKey(stringValue: key.rawValue), in: container,
                    debugDescription: "\"\(text)\" is not one of \(all)")
            }
            return value
        }
        key = try (value(.key) as String?).map { try choice($0, .key) }
        days = try value(.days)
        hours = try value(.hours)
        names = try value(.names)
        emails = try value(.emails)
        uris = try value(.uris)
        defects = try (value(.defects) as [String]?)?.map { try choice($0, .defects) }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// What is wrong and where.
    private static func sentence(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + (last.map { [$0] } ?? [])).map { escaped($0.stringValue) }
            return path.isEmpty ? "" : "\(path.joined(separator: ".")): "
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(place(context, key))it is missing"
        case .typeMismatch(let type, let context): "\(place(context))it is not of the type \(type)"
        case .valueNotFound(_, let context): "\(place(context))it is null"
        case .dataCorrupted(let context): "\(place(context))\(escaped(context.debugDescription))"
        @unknown default: "it cannot be read"
        }
    }
}
