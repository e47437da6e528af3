import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The SHA-256 of a SubjectPublicKeyInfo: a key that is expected in a path (RFC 7469, Section 2.4).
public struct PublicKeyPin: Sendable, Hashable, CustomStringConvertible {
    /// 32 bytes.
    public let sha256: [UInt8]

    /// The pin of a DER SubjectPublicKeyInfo.
    public init(subjectPublicKeyInfo: [UInt8]) { sha256 = Array(SHA256.hash(data: subjectPublicKeyInfo)) }

    /// Reads base64, with or without `sha256/` before it as curl has it, or 64 hexadecimal digits, with or without colons.
    public init?(_ text: String) {
        let digits = text.filter { $0 != ":" }
        let bytes: [UInt8]
        if digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) {
            let values = digits.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            bytes = stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
        } else {
            let base64 =
                ["sha256//", "sha256/"].first(where: text.hasPrefix).map { text.dropFirst($0.count) } ?? text[...]
            bytes = Data(base64Encoded: String(base64)).map(Array.init) ?? []
        }
        guard bytes.count == 32 else { return nil }
        sha256 = bytes
    }

    init(of certificate: ParsedCertificate) { self.init(subjectPublicKeyInfo: certificate.subjectPublicKeyInfo) }

    /// Base64.
    public var description: String { Data(sha256).base64EncodedString() }
}
