import ArgumentParser
import WaxbillTLS

/// Names from the command line in the order of preference, `:` or `,` between them.
struct PreferenceList<Element: Hashable & Sendable>: Sendable, Equatable {
    let values: [Element]
}

extension PreferenceList where Element == CipherSuite {
    /// Reads cipher suites by IANA's or OpenSSL's names.
    static func parse(_ text: String) throws -> Self {
        try Self(
            text, kind: "cipher suite", supported: supported, named: CipherSuite.init(name:)
        ) { $0.openSSLName ?? $0.description }
    }

    /// What this build can do, best first.
    static var supported: [CipherSuite] { DefaultPreferences.cipherSuites + DefaultPreferences.legacyCipherSuites }
}

extension PreferenceList where Element == NamedGroup {
    /// Reads key exchange groups by IANA's or other usual names.
    static func parse(_ text: String) throws -> Self {
        try Self(text, kind: "group", supported: DefaultPreferences.groups, named: NamedGroup.init(name:))
    }
}

extension PreferenceList where Element == SignatureScheme {
    /// Reads signature schemes by IANA's or OpenSSL's names.
    static func parse(_ text: String) throws -> Self {
        try Self(
            text, kind: "signature scheme", supported: supported, named: SignatureScheme.init(name:))
    }

    /// What can be verified, best first.
    static var supported: [SignatureScheme] {
        DefaultPreferences.signatureSchemes + DefaultPreferences.legacySignatureSchemes
    }
}

extension PreferenceList where Element == ApplicationProtocol {
    /// Reads ALPN protocol names: 1 to 255 bytes each (RFC 7301, Section 3.1).
    static func parse(_ text: String) throws -> Self {
        let names = try nameParts(of: text, kind: "protocol name")
        if let long = names.first(where: { $0.utf8.count > 255 }) {
            throw ValidationError("the protocol name \"\(long.prefix(20))…\" is longer than 255 bytes.")
        }
        return Self(values: unique(names.map { ApplicationProtocol($0) }))
    }
}

extension PreferenceList {
    private init(
        _ text: String, kind: String, supported: [Element], named: (String) -> Element?,
        name: (Element) -> String = { "\($0)" }
    ) throws {
        let names = supported.map(name).joined(separator: ", ")
        let elements = try nameParts(of: text, kind: kind).map { name in
            guard let element = named(name) else {
                throw ValidationError("there is no \(kind) \"\(name)\"; known here: \(names).")
            }
            guard supported.contains(element) else {
                throw ValidationError("waxbill does not speak \(kind) \"\(name)\"; it speaks \(names).")
            }
            return element
        }
        self.init(values: unique(elements))
    }
}

/// The names in a list, without blanks around them.
private func nameParts(of text: String, kind: String) throws -> [String] {
    let parts = text.split(whereSeparator: { $0 == ":" || $0 == "," })
        .map { String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
        .filter { !$0.isEmpty }
    guard !parts.isEmpty else { throw ValidationError("the list names no \(kind).") }
    return parts
}

private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
}
