import SwiftASN1
import Testing
import X509

@testable import WaxbillX509

/// What a certificate says, for people.
struct CertificateDescriptionTests {
    /// The extension with this value, as it is described.
    private func described(_ oid: String, _ value: [UInt8]) throws -> ExtensionDescription {
        var fields = TestCertificate.Fields(
            basicConstraints: nil, keyUsage: nil, extendedKeyUsage: nil, names: nil, hasKeyIdentifiers: false)
        fields.others = [
            .init(oid: try ASN1ObjectIdentifier(dotRepresentation: oid), critical: true, value: value[...])
        ]
        let certificate = try TestCertificate(fields)
        let description = try #require(CertificateDescription(der: certificate.der))
        return try #require(description.extensions.first { $0.oid == oid })
    }

    @Test func firstFields() throws {
        let root = try TestCertificate(.authority("root"))
        let leaf = try #require(CertificateDescription(der: try TestCertificate(.leaf, issuedBy: root).der))
        #expect(leaf.subject == "CN=leaf")
        #expect(leaf.issuer == "CN=root")
        #expect(leaf.commonName == "leaf")
        #expect(leaf.version == 3)
        #expect(leaf.notBefore == "2026-01-15T08:00:00Z")
        #expect(leaf.notAfter == "2028-01-15T08:00:00Z")
        #expect(leaf.publicKey == "EC P-256")
        #expect(leaf.signatureAlgorithm == "ecdsa-with-SHA256")
        #expect(leaf.sha256.count == 64)
        #expect(leaf.spkiPin.count == 44)
        let names = leaf.extensions.compactMap(\.name)
        #expect(names.contains("basicConstraints"))
        #expect(names.contains("subjectAltName"))
    }

    @Test(
        arguments: [
            ("1.3.6.1.5.5.7.1.24", [0x30, 0x03, 0x02, 0x01, 0x05], ["status_request (OCSP must-staple)"]),
            ("2.5.29.54", [0x02, 0x01, 0x07], ["skipCerts:7"]),
            (
                "2.5.29.36", [0x30, 0x06, 0x80, 0x01, 0x03, 0x81, 0x01, 0x00],
                ["requireExplicitPolicy:3", "inhibitPolicyMapping:0"]
            ),
            ("2.5.29.33", [0x30, 0x08, 0x30, 0x06, 0x06, 0x01, 0x29, 0x06, 0x01, 0x2A], ["1.1 = 1.2"]),
            (
                "2.5.29.30", [0x30, 0x0E, 0xA1, 0x0C, 0x30, 0x0A, 0x87, 0x08, 10, 0, 0, 0, 255, 255, 0, 0],
                ["excluded IP:10.0.0.0/16"]
            ),
            (
                "2.5.29.30", [0x30, 0x0E, 0xA0, 0x0C, 0x30, 0x0A, 0x87, 0x08, 10, 0, 0, 0, 255, 0, 255, 0],
                ["permitted IP:10.0.0.0/255.0.255.0"]
            ),
            ("1.3.6.1.4.1.11129.2.4.2", [0x04, 0x02, 0x00, 0x00], ["0 SCTs"]),
            ("1.3.6.1.4.1.11129.2.4.3", [0x05, 0x00], []),
            ("2.5.29.31", [0x30, 0x04, 0x30, 0x02, 0x81, 0x00], nil),
            ("2.5.29.31", [0x30, 0x06, 0x30, 0x04, 0x81, 0x02, 0x01, 0x60], ["reasons keyCompromise, cACompromise"]),
        ] as [(String, [UInt8], [String]?)])
    func decodes(_ oid: String, _ value: [UInt8], _ expected: [String]?) throws {
        let one = try described(oid, value)
        #expect(one.critical)
        #expect(one.name != nil)
        #expect(one.malformed == (expected == nil))
        #expect(one.values == expected ?? [])
        #expect((one.hex == nil) == (expected != nil))
    }

    @Test func timestampsAreSummarised() throws {
        let one: [UInt8] =
            [0] + [UInt8](repeating: 7, count: 32) + [0, 0, 0x01, 0x9B, 0x76, 0xDA, 0xA8, 0x00] + [0, 0, 4, 3, 0, 0]
        let list = [0, UInt8(one.count)] + one
        let value = [0x04, UInt8(list.count + 2), 0, UInt8(list.count)] + list
        let described = try described("1.3.6.1.4.1.11129.2.4.2", value)
        #expect(
            described.values == ["1 SCT", "log BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc= at 2026-01-01T00:00:00Z"])
    }

    @Test func unknownExtensionsAreHexadecimal() throws {
        let one = try described("1.2.3.4.5", [0xDE, 0xAD])
        #expect(one.name == nil)
        #expect(one.hex == "dead")
        #expect(!one.malformed)
    }

    /// Every known extension, cut short, continued and full of garbage: said to be malformed, or read, never trapped on.
    @Test(arguments: ExtensionForm.known.keys.sorted())
    func hostileValues(_ oid: String) throws {
        let form = try #require(ExtensionForm.known[oid])
        let shapes: [[UInt8]] = [
            [], [0x30], [0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0x02, 0x30, 0x05], [0x03, 0x00],
            [0x03, 0x01, 0x09], [0x03, 0x02, 0x07, 0x80], [0x04, 0x00], [0x04, 0x02, 0xFF, 0xFF], [0x02, 0x00],
            [0x02, 0x09, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0x1F, 0x81, 0x00], [0x06, 0x01, 0x80],
        ]
        for shape in shapes {
            for tag: UInt8 in [0x30, 0xA0, 0xA1, 0x87, 0x82] {
                let value = [0x30, UInt8(shape.count + 2), tag, UInt8(shape.count)] + shape
                for bytes in [shape, value, [0x30, UInt8(value.count)] + value] {
                    var cursor = DERCursor(bytes)
                    _ = form.decode(&cursor)
                }
            }
        }
        #expect(try described(oid, [0xFF, 0xFF, 0xFF]).malformed)
    }

    @Test func damagedCertificatesDoNotTrap() throws {
        let certificate = try TestCertificate(.leaf).der
        for index in certificate.indices {
            for mask: UInt8 in [0x01, 0x1F, 0x80, 0xFF] {
                var damaged = certificate
                damaged[index] ^= mask
                _ = CertificateDescription(der: damaged)
            }
            #expect(CertificateDescription(der: Array(certificate[..<index])) == nil)
        }
    }

    @Test func controlCharactersAreEscaped() throws {
        var fields = TestCertificate.Fields.leaf
        fields.subject = "a\u{1b}[31m\u{202e}b"
        fields.names = [.dnsName("a\u{7}b"), .uniformResourceIdentifier("x\ny")]
        let description = try #require(CertificateDescription(der: try TestCertificate(fields).der))
        #expect(description.commonName == "a\\u{1b}[31m\\u{202e}b")
        let names = try #require(description.extensions.first { $0.name == "subjectAltName" })
        #expect(names.values == ["DNS:a\\u{7}b", "URI:x\\u{a}y"])
        #expect(!description.subject.unicodeScalars.contains("\u{1b}"))
    }
}
