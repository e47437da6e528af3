/// The text of an attribute in the form in which it is compared (RFC 5280, Section 7.1; RFC 4518, Section 2).
///
/// Canonically equivalent texts are equal, since `String` compares so; compatibility forms (a full-width A) are not
/// folded together. Case folding is full for ß, ſ and ς, and lower case for all else.
enum AttributeText: Equatable {
    case ascii([UInt8])
    case unicode(String)

    /// - Parameters:
    ///   - tag: the DER tag of the value.
    ///   - contents: the contents of the value.
    /// - Returns: nil where it is no string, or not one of its type; such values are compared byte by byte.
    init?(_ tag: UInt8, _ contents: ArraySlice<UInt8>) {
        switch tag {
        case .derNumericString, .derPrintableString, .derIA5String, .derVisibleString:
            guard let text = Self.foldedASCII(contents) else { return nil }
            self = .ascii(text)
        case .derUTF8String:
            if let text = Self.foldedASCII(contents) {
                self = .ascii(text)
            } else {
                guard let text = String(validating: contents, as: UTF8.self) else { return nil }
                self.init(text.unicodeScalars)
            }
        case .derTeletexString:
            // What issuers put there is Latin-1, whatever T.61 says.
            self.init(contents.map { Unicode.Scalar($0) })
        case .derBMPString:
            guard let units = Self.units(contents, of: 2),
                let text = String(validating: units.map { UInt16(truncatingIfNeeded: $0) }, as: UTF16.self)
            else { return nil }
            self.init(text.unicodeScalars)
        case .derUniversalString:
            guard let units = Self.units(contents, of: 4), let text = String(validating: units, as: UTF32.self) else {
                return nil
            }
            self.init(text.unicodeScalars)
        default: return nil
        }
    }

    /// The fast path: nil where there is a byte beyond ASCII.
    private static func foldedASCII(_ contents: ArraySlice<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        text.reserveCapacity(contents.count)
        var isAfterSpace = false
        for byte in contents {
            switch byte {
            case 0x20, 0x09...0x0D: isAfterSpace = true
            case 0x21...0x7E:
                // RFC 4518, Section 2.6.1: one space between words, none around them.
                if isAfterSpace, !text.isEmpty { text.append(0x20) }
                isAfterSpace = false
                text.append(byte.asciiLowercased)
            case 0x80...: return nil
            // RFC 4518, Section 2.2: controls are mapped to nothing.
            default: continue
            }
        }
        return text
    }

    private init(_ scalars: some Sequence<Unicode.Scalar>) {
        var text = String.UnicodeScalarView()
        var isAfterSpace = false
        for scalar in scalars {
            switch Self.role(scalar) {
            case .space: isAfterSpace = true
            case .nothing: continue
            case .character:
                if isAfterSpace, !text.isEmpty { text.append(" ") }
                isAfterSpace = false
                Self.fold(scalar, into: &text)
            }
        }
        let isASCII = text.allSatisfy(\.isASCII)
        self = isASCII ? .ascii(text.map { UInt8(truncatingIfNeeded: $0.value) }) : .unicode(String(text))
    }

    private enum Role {
        case character
        case space
        case nothing
    }

    /// RFC 4518, Section 2.2.
    private static func role(_ scalar: Unicode.Scalar) -> Role {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85: return .space
        case 0x21...0x7E: return .character
        case 0x034F, 0x180B...0x180D, 0xFE00...0xFE0F, 0xFFFC: return .nothing
        default:
            switch scalar.properties.generalCategory {
            case .control, .format: return .nothing
            case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
            default: return .character
            }
        }
    }

    private static func fold(_ scalar: Unicode.Scalar, into text: inout String.UnicodeScalarView) {
        switch scalar {
        case "ß", "ẞ": text.append(contentsOf: "ss".unicodeScalars)
        case "ſ": text.append("s")
        case "ς": text.append("σ")
        case _ where scalar.properties.changesWhenLowercased:
            // `append(contentsOf:)` is ten times slower.
            for lower in scalar.properties.lowercaseMapping.unicodeScalars { text.append(lower) }
        default: text.append(scalar)
        }
    }

    /// Big-endian code units; nil where the last one is cut off.
    private static func units(_ contents: ArraySlice<UInt8>, of size: Int) -> [UInt32]? {
        guard contents.count.isMultiple(of: size) else { return nil }
        return stride(from: contents.startIndex, to: contents.endIndex, by: size).map { start in
            contents[start..<start + size].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }
}

extension UInt8 {
    /// The DER tags of the strings that names have (X.680, Section 8.6).
    static let derUTF8String: UInt8 = 0x0C
    static let derNumericString: UInt8 = 0x12
    static let derPrintableString: UInt8 = 0x13
    static let derTeletexString: UInt8 = 0x14
    static let derIA5String: UInt8 = 0x16
    static let derVisibleString: UInt8 = 0x1A
    static let derUniversalString: UInt8 = 0x1C
    static let derBMPString: UInt8 = 0x1E
}
