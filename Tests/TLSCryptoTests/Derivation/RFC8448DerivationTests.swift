import Foundation
import TLSCrypto
import Testing

/// The derivations in RFC 8448's traces, from `shared/vectors/rfc8448.json` beside the package.
@Suite(.enabled(if: RFC8448.isPresent, "shared/vectors/rfc8448.json is absent"))
struct RFC8448DerivationTests {
    @Test func extracts() throws {
        var count = 0
        for step in try RFC8448.steps() where step.action.hasPrefix("extract secret") {
            guard let inputKeyMaterial = step.fields["IKM"], let secret = step.fields["secret"] else { continue }
            // The first extraction's salt is absent, which is a string of zeros.
            let salt = step.fields["salt"].map { Secret(copying: $0) } ?? Secret(zeros: 32)
            let extracted = HKDF.extract(.sha256, salt: salt, inputKeyMaterial: Secret(copying: inputKeyMaterial))
            #expect(extracted.copyBytes() == secret)
            count += 1
        }
        #expect(count == 15)
    }

    @Test func expansions() throws {
        var count = 0
        for step in try RFC8448.steps() {
            guard let key = step.fields["PRK"] else { continue }
            for prefix in ["", "key ", "iv "] {
                guard let info = step.fields[prefix + "info"], let expanded = step.fields[prefix + "expanded"] else {
                    continue
                }
                let (label, context) = try RFC8448.parts(ofLabel: info)
                let secret = Secret(copying: key)
                #expect(
                    HKDF.expandLabel(.sha256, secret: secret, label: label, context: context, length: expanded.count)
                        .copyBytes() == expanded)
                #expect(
                    HKDF.expand(.sha256, secret: secret, info: info.span.bytes, length: expanded.count).copyBytes()
                        == expanded)
                count += 1
            }
        }
        #expect(count == 101)
    }
}

/// The traces as data.
private enum RFC8448 {
    struct Step {
        var action: String
        var fields: [String: [UInt8]]
    }

    private struct Section: Decodable {
        struct Step: Decodable {
            var action: String
            var fields: [String: Field]
        }
        struct Field: Decodable {
            var hex: String
        }
        var steps: [Step]
    }

    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/vectors/rfc8448.json")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: self.file.path) }

    static func steps() throws -> [Step] {
        let sections = try JSONDecoder().decode([String: Section].self, from: Data(contentsOf: self.file))
        return sections.values.flatMap(\.steps).map { step in
            Step(action: step.action, fields: step.fields.mapValues { [UInt8](hex: $0.hex) })
        }
    }

    /// The label without its prefix, and the context, of an encoded HkdfLabel.
    static func parts(ofLabel info: [UInt8]) throws -> (label: [UInt8], context: [UInt8]) {
        try #require(info.count >= 3)
        let end = 3 + Int(info[2])
        try #require(info.count > end && info[3..<9].elementsEqual("tls13 ".utf8))
        return ([UInt8](info[9..<end]), [UInt8](info[(end + 1)...]))
    }
}
