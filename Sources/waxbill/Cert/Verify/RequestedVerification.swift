import Foundation
import WaxbillX509

/// One line of `cert verify --jsonl`, as JSON has it. Unknown fields are ignored.
struct RequestedVerification: Decodable, Equatable {
    /// A name that the leaf must have: an object with one of its members, or a string, which is a DNS name or an address.
    struct Name: Decodable, Equatable {
        let reference: ReferenceName
    }

    /// The user's inputs about policies (RFC 5280, Section 6.1.1).
    struct Policies: Decodable, Equatable {
        var initial: [String]?
        var requireExplicit: Bool?
        var inhibitMapping: Bool?
        var inhibitAny: Bool?
    }

    /// A number of certificates.
    struct Depth: Decodable, Equatable {
        let count: Int
    }

    enum Purpose: String, Decodable {
        case server
        case client
        case any
    }

    enum Profile: String, Decodable {
        case webpki
        case rfc5280
    }

    let id: LineIdentifier
    let leaf: String
    var trust: [String]?
    var intermediates: [String]?
    var time: VerificationTime?
    var name: Name?
    var names: [Name]?
    var purpose: Purpose?
    var maxDepth: Depth?
    var crls: [String]?
    var profile: Profile?
    var policies: Policies?

    /// Reads a line.
    /// - Throws: ``MalformedLine``, with the identifier as far as it can be told.
    init(parsing line: [UInt8]) throws(MalformedLine) {
        let data = Data(line)
        do {
            self = try JSONDecoder().decode(Self.self, from: data)
        } catch {
            throw MalformedLine(id: LineIdentifier.guess(line), reason: MalformedLine.reason(error))
        }
    }

    /// The names, all of which the leaf must have.
    var references: [ReferenceName] { ([name].compactMap(\.self) + (names ?? [])).map(\.reference) }
}

/// A line that cannot be read.
struct MalformedLine: Error, Equatable {
    let id: String
    let reason: String

    /// What is wrong, with the field named where it is about one.
    static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.typeMismatch(let type, let context) where !context.codingPath.isEmpty:
            "the field \"\(path(context.codingPath))\" is not \(name(type))"
        case DecodingError.valueNotFound(let type, let context):
            "the field \"\(path(context.codingPath))\" is null and not \(name(type))"
        case DecodingError.keyNotFound(let key, let context):
            "the field \"\(path(context.codingPath + [key]))\" is missing"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "the field \"\(path(context.codingPath))\" \(context.debugDescription)"
        default: "the line is not a JSON object"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { path, key in
            if let index = key.intValue { return "\(path)[\(index)]" }
            return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
        }
    }

    private static func name(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any Sequence.Type: "a list"
        default: "an object"
        }
    }
}

/// What a line is called: a string, or a number as its digits.
struct LineIdentifier: Decodable, Equatable {
    let text: String

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int64.self) {
            text = String(number)
        } else {
            text = try value.decode(String.self)
        }
    }

    /// The identifier of a line that is otherwise not what it should be; "-" where it cannot be told.
    static func guess(_ line: [UInt8]) -> String {
        struct Identified: Decodable {
            let id: LineIdentifier
        }
        if let line = try? JSONDecoder().decode(Identified.self, from: Data(line)) { return line.id.text }
        // No JSON at all, or only the beginning of it: what looks like the member is taken.
        let beginning = String(decoding: line.prefix(65_536), as: UTF8.self)
        guard let match = try? /"id"\s*:\s*("(?:[^"\\]|\\.)*")/.firstMatch(in: beginning),
            let text = try? JSONDecoder().decode(String.self, from: Data(match.output.1.utf8))
        else { return "-" }
        return text
    }
}

extension RequestedVerification.Name {
    private enum Kind: String, CodingKey, CaseIterable {
        case dns
        case ip
        case email
        case uri
    }

    init(from decoder: any Decoder) throws {
        do {
            reference = try Self.reference(decoder)
        } catch let error as ReferenceNameError {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "cannot be looked for: \(error)"))
        }
    }

    private static func reference(_ decoder: any Decoder) throws -> ReferenceName {
        if let host = try? decoder.singleValueContainer().decode(String.self) { return try ReferenceName(host: host) }
        let fields = try decoder.container(keyedBy: Kind.self)
        let kinds = Kind.allCases.filter { fields.contains($0) }
        guard let kind = kinds.first, kinds.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "has \(kinds.isEmpty ? "none" : "more than one") of dns, ip, email and uri"))
        }
        let text = try fields.decode(String.self, forKey: kind)
        return switch kind {
        case .dns: try ReferenceName(dns: text)
        case .ip: try ReferenceName(ip: text)
        case .email: try ReferenceName(email: text)
        case .uri: try ReferenceName(uri: text)
        }
    }
}

extension RequestedVerification.Depth {
    init(from decoder: any Decoder) throws {
        guard let count = try? decoder.singleValueContainer().decode(Int.self), (0...65_535).contains(count) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "is not a whole number from 0 to 65535"))
        }
        self.count = count
    }
}

extension RequestedVerification.Purpose {
    init(from decoder: any Decoder) throws { self = try decoder.choice("server, client and any") }
}

extension RequestedVerification.Profile {
    init(from decoder: any Decoder) throws { self = try decoder.choice("webpki and rfc5280") }
}

extension VerificationTime: Decodable {
    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = VerificationTime(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "is not a time of RFC 3339"))
        }
        self = time
    }
}

extension Decoder {
    /// A string that is one of several.
    fileprivate func choice<Choice: RawRepresentable>(_ all: String) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try singleValueContainer().decode(String.self)) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "is none of \(all)"))
        }
        return choice
    }
}
