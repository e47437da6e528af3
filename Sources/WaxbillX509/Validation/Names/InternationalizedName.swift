/// DNS names as people write them, in the form that the DNS and certificates have (IDNA2008: RFC 5891, Section 5).
///
/// Of the mapping that goes before (UTS #46) only lower case and the ideographic full stops are done. Not done are
/// the compatibility mappings (full-width letters, ligatures), the composition of letters with combining marks, the
/// contextual rules for joiners, and the rule for right-to-left labels; names that need the first three are refused
/// rather than mistaken, and can be given in A-label form.
enum InternationalizedName {
    /// The name with each label that is not ASCII as an A-label, all in lower case.
    /// - Returns: nil where a label has characters that no name may have. The syntax of ASCII labels is not looked at.
    static func ascii(_ name: String) -> String? {
        var labels: [String] = []
        for label in name.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: { dots.contains($0) })
        {
            guard let label = aLabel(label) else { return nil }
            labels.append(label)
        }
        return labels.joined(separator: ".")
    }

    private static let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]

    private static func aLabel(_ label: Substring.UnicodeScalarView) -> String? {
        if label.allSatisfy(\.isASCII) {
            return String(decoding: label.map { UInt8($0.value).asciiLowercased }, as: UTF8.self)
        }
        let scalars = label.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
        // RFC 5891, Section 4.2.3.1: no hyphens in the third and fourth place; Section 4.2.3.2: no mark in front.
        guard scalars.allSatisfy(isAllowed), let first = scalars.first, !isMark(first),
            scalars.count < 4 || scalars[2] != "-" || scalars[3] != "-",
            let encoded = Punycode.encode(scalars)
        else { return nil }
        return "xn--" + encoded
    }

    /// Letters, marks and digits (RFC 5892, Section 2.1), except those that are another character's compatibility
    /// form or await composition.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D: return true
        // Combining diacritics and conjoining jamo; ligatures, presentation and half- and full-width forms;
        // mathematical letters.
        case 0x0300...0x036F, 0x1100...0x11FF, 0xFB00...0xFDFF, 0xFE70...0xFEFF, 0xFF00...0xFFEF, 0x1_D400...0x1_D7FF:
            return false
        default:
            switch scalar.properties.generalCategory {
            case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber:
                return true
            default: return false
            }
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .spacingMark
    }
}
