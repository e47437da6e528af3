/// Reads ``RightsRules``.
struct RightsParser {
    /// A character and its place.
    private struct Place {
        let scalar: Unicode.Scalar
        let line: Int
        let column: Int
    }

    private let places: [Place]
    private var grants: [[UInt8]: [RightsRules.Grant]] = [:]

    init(_ text: some StringProtocol) {
        var places: [Place] = []
        var (line, column) = (1, 1)
        for scalar in text.unicodeScalars {
            places.append(Place(scalar: scalar, line: line, column: column))
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        self.places = places
    }

    /// The grants by name.
    mutating func parse() throws(RightsRulesError) -> [[UInt8]: [RightsRules.Grant]] {
        var rest = places[...]
        while let first = rest.first {
            if first.scalar == "#" {
                rest = rest.drop { $0.scalar != "\n" }
            } else if Self.separates(first) {
                rest = rest.dropFirst()
            } else {
                let rule = rest.prefix { !Self.separates($0) }
                try parse(rule: rule)
                rest = rest[rule.endIndex...]
            }
        }
        guard !grants.isEmpty else { throw RightsRulesError(line: 1, column: 1, problem: .noRules) }
        return grants
    }

    private static func separates(_ place: Place) -> Bool {
        place.scalar == ";" || place.scalar.properties.isWhitespace
    }

    private mutating func parse(rule: ArraySlice<Place>) throws(RightsRulesError) {
        guard let equals = rule.firstIndex(where: { $0.scalar == "=" }) else {
            throw mistake(.missingEqualsSign, at: rule)
        }
        let text = Self.text(rule[..<equals])
        guard !text.isEmpty else { throw mistake(.missingName, at: rule) }
        guard let name = try? PercentEncoding.decode(text.utf8), String(validating: name, as: UTF8.self) != nil else {
            throw mistake(.invalidName, at: rule)
        }
        guard grants[name] == nil else { throw mistake(.duplicateName(text), at: rule) }
        var own: [RightsRules.Grant] = []
        var start = rule.index(after: equals)
        while true {
            let part = rule[start...].prefix { $0.scalar != "," }
            let grant = try parse(grant: part, in: rule)
            guard !own.contains(where: { $0.path == grant.path }) else { throw mistake(.duplicatePath, at: part) }
            own.append(grant)
            guard part.endIndex < rule.endIndex else { break }
            start = part.endIndex + 1
        }
        grants[name] = own
    }

    private func parse(
        grant: ArraySlice<Place>, in rule: ArraySlice<Place>
    ) throws(RightsRulesError) -> RightsRules.Grant {
        guard grant.first?.scalar == "/" else { throw mistake(.pathNotAbsolute, at: grant, in: rule) }
        guard let colon = grant.lastIndex(where: { $0.scalar == ":" }) else {
            throw mistake(.missingColon, at: grant[grant.endIndex...], in: rule)
        }
        guard let path = Self.path(grant[..<colon]) else { throw mistake(.invalidPath, at: grant) }
        var rights: Rights = []
        for index in grant.indices[(colon + 1)...] {
            let letter = grant[index].scalar
            guard let right = Rights.letters.first(where: { $0.letter == letter })?.right else {
                throw mistake(.unknownRight(String(letter)), at: grant[index...])
            }
            guard rights.insert(right).inserted else {
                throw mistake(.duplicateRight(String(letter)), at: grant[index...])
            }
        }
        return RightsRules.Grant(path: path, rights: rights)
    }

    /// The components of a path; a `/` at its end means nothing.
    private static func path(_ places: ArraySlice<Place>) -> [[UInt8]]? {
        var components = Array(text(places).utf8).split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).dropFirst()
        if components.last?.isEmpty == true { components = components.dropLast() }
        var path: [[UInt8]] = []
        for component in components {
            guard let bytes = try? PercentEncoding.decode(component),
                let name = String(validating: bytes, as: UTF8.self), NameRules.objection(to: name) == nil
            else { return nil }
            path.append(bytes)
        }
        return path.count <= ServedPath.deepest ? path : nil
    }

    private static func text(_ places: ArraySlice<Place>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: places.lazy.map(\.scalar))
        return text
    }

    /// A mistake at the beginning of `part`, or where it would be in `rule`.
    private func mistake(
        _ problem: RightsRulesError.Problem, at part: ArraySlice<Place>, in rule: ArraySlice<Place>? = nil
    ) -> RightsRulesError {
        if let place = part.first { return RightsRulesError(line: place.line, column: place.column, problem: problem) }
        // Behind the last character of the rule, or at the `,` or `:` where something is missing.
        let index = part.startIndex
        if let rule, index < rule.endIndex {
            return RightsRulesError(line: rule[index].line, column: rule[index].column, problem: problem)
        }
        let last = places[index - 1]
        return RightsRulesError(line: last.line, column: last.column + 1, problem: problem)
    }
}
