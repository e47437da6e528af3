import ArgumentParser
import Testing
import WaxbillTLS

@testable import waxbill

/// The values of `--tls`.
@Suite struct VersionRangeTests {
    @Test(
        arguments: [
            ("1.3", .tls13 ... .tls13), ("TLSv1.3", .tls13 ... .tls13), ("1.2", .tls12 ... .tls12),
            ("1.0-1.2", .tls10 ... .tls12), ("1.0..1.2", .tls10 ... .tls12), ("tls1.1-tls1.3", .tls11 ... .tls13),
            ("tlsv1", .tls10 ... .tls10),
        ] as [(String, ClosedRange<ProtocolVersion>)])
    func reads(text: String, versions: ClosedRange<ProtocolVersion>) throws {
        #expect(try VersionRange.parse(text).versions == versions)
    }

    @Test(arguments: [
        "", "1.3..1.2", "1.3-1.0", "1.4", "1.3..", "..1.3", "1.2..1.3..1.3", "1.0-1.1-1.2", "-", "ssl3", "sslv3-1.2",
    ])
    func refuses(text: String) {
        #expect(throws: ValidationError.self) { try VersionRange.parse(text) }
    }

    @Test(
        arguments: [
            (["1.2", "1.3"], .tls12 ... .tls13), (["1.3", "1.0-1.2"], .tls10 ... .tls13),
            (["1.1", "1.1"], .tls11 ... .tls11),
            (["1.0-1.3", "1.1"], .tls10 ... .tls13), ([], nil),
        ] as [([String], ClosedRange<ProtocolVersion>?)])
    func joins(texts: [String], versions: ClosedRange<ProtocolVersion>?) throws {
        #expect(try VersionRange.joined(texts.map(VersionRange.parse)) == versions)
    }

    @Test func refusesGaps() throws {
        let ranges = try ["1.0", "1.2-1.3"].map(VersionRange.parse)
        #expect(throws: ValidationError.self) { try VersionRange.joined(ranges) }
    }
}
