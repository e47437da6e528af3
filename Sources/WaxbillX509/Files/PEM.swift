#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A block between `-----BEGIN label-----` and `-----END label-----` (RFC 7468).
package struct PEMBlock: Sendable, Hashable {
    /// What the block says that it holds: "CERTIFICATE".
    package let label: String
    /// The bytes that its base64 stands for.
    package let contents: [UInt8]
    /// Whether a `Proc-Type: 4,ENCRYPTED` header stands in it (RFC 1421, Section 4.6.1.1).
    package var isEncrypted = false
}

/// What is wrong with a PEM text.
public enum PEMError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The block that begins on this line has no end.
    case unterminated(label: String, line: Int)
    /// The block that begins on this line ends with another label.
    case mismatchedEnd(label: String, line: Int)
    /// The block that begins on this line is not base64.
    case invalidBase64(label: String, line: Int)

    public var description: String {
        switch self {
        case .unterminated(let label, let line):
            "the block \"\(label)\" that begins on line \(line) has no \"-----END \(label)-----\" line"
        case .mismatchedEnd(let label, let line):
            "the block \"\(label)\" that begins on line \(line) ends with another label"
        case .invalidBase64(let label, let line):
            "the block \"\(label)\" that begins on line \(line) is not base64"
        }
    }
}

/// The textual encoding of keys and certificates (RFC 7468).
package enum PEM {
    /// The blocks of a text. What stands outside of them is ignored, as RFC 7468, Section 2 says.
    package static func blocks(in text: [UInt8]) throws(PEMError) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var open: OpenBlock?
        var number = 0
        for slice in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A }) {
            number += 1
            let line = trimmed(slice)
            guard var block = open else {
                if let label = boundary("-----BEGIN ", line) { open = OpenBlock(label: label, line: number) }
                continue
            }
            // Else every line would copy all that came before it.
            open = nil
            if let label = boundary("-----END ", line) {
                blocks.append(try block.closed(with: label))
            } else if boundary("-----BEGIN ", line) != nil {
                throw .unterminated(label: block.label, line: block.line)
            } else {
                block.take(line)
                open = block
            }
        }
        if let open { throw .unterminated(label: open.label, line: open.line) }
        return blocks
    }

    /// A block as text, in lines of 64 characters.
    package static func text(_ label: String, _ contents: [UInt8]) -> String {
        let base64 = Data(contents).base64EncodedString()
        var text = "-----BEGIN \(label)-----\n"
        var rest = base64.utf8[...]
        while !rest.isEmpty {
            text += String(decoding: rest.prefix(64), as: UTF8.self) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, isBlank(last) { line.removeLast() }
        while let first = line.first, isBlank(first) { line.removeFirst() }
        return line
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }

    /// The label, not empty, of a line that begins with `prefix` and ends with five hyphens.
    private static func boundary(_ prefix: StaticString, _ line: ArraySlice<UInt8>) -> String? {
        guard line.first == 0x2D else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        let prefix = prefix.description
        guard text.hasPrefix(prefix), text.hasSuffix("-----"), text.utf8.count > prefix.utf8.count + 5 else {
            return nil
        }
        return String(text.dropFirst(prefix.count).dropLast(5))
    }
}

/// A block whose end has not come yet.
private struct OpenBlock {
    let label: String
    let line: Int
    var base64: [UInt8] = []
    var isEncrypted = false

    mutating func take(_ line: ArraySlice<UInt8>) {
        // RFC 1421 headers, as OpenSSL's old encrypted keys have them; a colon is not in base64's alphabet.
        if line.contains(UInt8(ascii: ":")) {
            if String(decoding: line, as: UTF8.self).contains("ENCRYPTED") { isEncrypted = true }
        } else if !(isEncrypted && line.isEmpty) {
            base64 += line
        }
    }

    func closed(with label: String) throws(PEMError) -> PEMBlock {
        guard label == self.label else { throw .mismatchedEnd(label: self.label, line: line) }
        if isEncrypted { return PEMBlock(label: label, contents: [], isEncrypted: true) }
        guard let contents = Data(base64Encoded: Data(base64)) else {
            throw .invalidBase64(label: label, line: line)
        }
        return PEMBlock(label: label, contents: [UInt8](contents))
    }
}
