/// Text from a peer as it may be shown: what could move the cursor, change colours, reverse the reading direction or
/// fake a line is written as an escape. Text that is escaped already stays as it is.
/// - Parameter limit: how many characters of it are shown at most.
func escaped(_ text: some StringProtocol, limit: Int = 1000) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
        guard count < limit else { return shown + "…" }
        count += 1
        switch scalar {
        case "\n": shown += "\\n"
        case "\r": shown += "\\r"
        case "\t": shown += "\\t"
        default:
            if scalar.isPrintable {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
    }
    return shown
}

/// A peer's bytes as text, escaped.
func escaped(_ bytes: [UInt8], limit: Int = 1000) -> String {
    escaped(String(decoding: bytes, as: UTF8.self), limit: limit)
}

extension Unicode.Scalar {
    /// Whether it shows something of its own and steers nothing.
    var isPrintable: Bool {
        // Most are ASCII, and need no table to be looked at.
        if isASCII { return value >= 0x20 && value != 0x7F }
        return switch properties.generalCategory {
        // Format characters turn the reading direction or hide; private and unassigned ones mean different things to
        // different terminals.
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
