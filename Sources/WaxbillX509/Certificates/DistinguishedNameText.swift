import SwiftASN1
import X509

extension DistinguishedName {
    /// The name for people (RFC 4514), with control characters escaped so that no name can steer a terminal.
    var text: String {
        isEmpty ? "(no subject)" : String(describing: self).printable
    }

    /// The text of a DER Name; the length of bytes where they are not one.
    static func text(der: [UInt8]) -> String {
        guard let node = try? DER.parse(der), let name = try? DistinguishedName(derEncoded: node) else {
            return "(malformed name of \(der.count) bytes)"
        }
        return name.text
    }
}

/// The text of a DER Name for people (RFC 4514), control characters escaped; the length of bytes where they are not one.
package func distinguishedNameText(der: [UInt8]) -> String { DistinguishedName.text(der: der) }

extension String {
    /// The string with control, format and unassigned characters written as `\u{…}`.
    var printable: String {
        guard unicodeScalars.contains(where: \.isInvisible) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isInvisible {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether it shows nothing of its own, or steers what is shown.
    var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
