import SwiftASN1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The chain of a PEM file that an expectation names.
enum CertificateFile {
    /// DER, in the file's order.
    static func read(_ path: String) throws -> [[UInt8]] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try PEMDocument.parseMultiple(pemString: text).map { [UInt8]($0.derBytes) }
    }
}
