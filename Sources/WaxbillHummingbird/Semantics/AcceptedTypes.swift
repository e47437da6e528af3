/// The media types that a client takes (RFC 9110, Section 12.5.1).
package struct AcceptedTypes {
    private struct Preference {
        let type: Substring
        let subtype: Substring
        /// In thousandths.
        let quality: Int
    }

    private let preferences: [Preference]

    /// - Parameter field: the value of `Accept`; nil, or what cannot be read, takes everything.
    package init(field: String?) {
        preferences = (field ?? "").split(separator: ",").compactMap(Self.preference)
    }

    /// How much a type is wanted, from 0 (not at all) to 1000: the most specific entry counts.
    package func quality(of mediaType: String) -> Int {
        guard !preferences.isEmpty else { return 1000 }
        let parts = mediaType.split(separator: "/")
        guard parts.count == 2 else { return 0 }
        var best: (specificity: Int, quality: Int) = (-1, 0)
        for preference in preferences {
            guard preference.type == "*" || preference.type == parts[0],
                preference.subtype == "*" || preference.subtype == parts[1]
            else { continue }
            let specificity = (preference.type == "*" ? 0 : 1) + (preference.subtype == "*" ? 0 : 1)
            if specificity > best.specificity { best = (specificity, preference.quality) }
        }
        return best.quality
    }

    /// Whether the type is asked for by its name.
    package func names(_ mediaType: String) -> Bool {
        preferences.contains { "\($0.type)/\($0.subtype)" == mediaType && $0.quality > 0 }
    }

    private static func preference(_ text: Substring) -> Preference? {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        guard let names = parts.first?.split(separator: "/"), names.count == 2 else { return nil }
        let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Self.quality($0.dropFirst(2)) }
        return Preference(type: names[0], subtype: names[1], quality: quality ?? 1000)
    }

    /// Reads `0.8` as 800; what is no number between 0 and 1 as 0.
    private static func quality(_ text: Substring) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1].prefix(3) : ""
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...1).contains(whole),
            decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let thousandths = Int(decimals + String(repeating: "0", count: 3 - decimals.utf8.count))
        else { return 0 }
        return min(1000, whole * 1000 + thousandths)
    }
}
