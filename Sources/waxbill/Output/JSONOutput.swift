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
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        StandardOutput.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
    }
}
