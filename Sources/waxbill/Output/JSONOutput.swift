#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// JSON objects on standard output, as `--json` promises.
enum JSONOutput {
    /// Writes the only object of a command, for eyes as well.
    static func write(_ value: some Encodable) throws { try write(value, formatting: .prettyPrinted) }

    /// Writes one of several objects, on a line of its own.
    static func writeLine(_ value: some Encodable) throws { try write(value, formatting: []) }

    private static func write(_ value: some Encodable, formatting: JSONEncoder.OutputFormatting) throws {
        StandardOutput.writeLine(try text(of: value, formatting: formatting))
    }

    /// The object on a line.
    static func line(_ value: some Encodable) throws -> String { try text(of: value, formatting: []) }

    private static func text(of value: some Encodable, formatting: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        return Self.printable(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// The same JSON without characters that a terminal obeys: JSONEncoder escapes the control characters of ASCII only.
    static func printable(_ json: String) -> String {
        json.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isPrintable || scalar == "\n" {
                text.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
    }
}
