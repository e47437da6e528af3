import Foundation
import Testing

@testable import WaxbillX509

/// Times as certificates write them (RFC 5280, Section 4.1.2.5), against Foundation's calendar.
struct CertificateTimeTests {
    private func read(_ tag: UInt8, _ text: String) -> CertificateTime? {
        var cursor = DERCursor(DERWriter.element(tag, Array(text.utf8)))
        return cursor.nextTime()
    }

    @Test(arguments: [
        ("700101000000Z", 0), ("491231235959Z", 2_524_607_999), ("500101000000Z", -631_152_000),
        ("240229120000Z", 1_709_208_000),
    ])
    func short(_ text: String, _ seconds: Int64) {
        #expect(read(0x17, text)?.secondsSinceEpoch == seconds)
    }

    @Test(arguments: [
        ("00000101000000Z", "0000-01-01T00:00:00Z"), ("20500101000000Z", "2050-01-01T00:00:00Z"),
        ("20000229235959Z", "2000-02-29T23:59:59Z"), ("99991231235959Z", "9999-12-31T23:59:59Z"),
    ])
    func long(_ text: String, _ description: String) {
        #expect(read(0x18, text)?.description == description)
    }

    @Test(arguments: [
        "", "Z", "7001010000Z", "700101000000", "700101000000+0000", "701301000000Z", "700001000000Z", "700132000000Z",
        "700100000000Z", "700229000000Z", "700101240000Z", "700101006000Z", "700101000060Z", "70010100000aZ",
        "19700101000000Z", "700101000000.5Z",
    ])
    func notShort(_ text: String) { #expect(read(0x17, text) == nil) }

    @Test(arguments: ["700101000000Z", "19700101000000.5Z", "19700101000000", "21000229000000Z", "19700101000000z"])
    func notLong(_ text: String) { #expect(read(0x18, text) == nil) }

    /// There and back, and as Foundation has it, over all years that can be written.
    @Test func everyFewDays() throws {
        let days = stride(from: -719_528 as Int64, through: 2_932_896, by: 97)
        for day in days {
            let time = CertificateTime(secondsSinceEpoch: day * 86_400 + (day + 719_528) % 86_400)
            var cursor = DERCursor(time.der)
            #expect(cursor.nextTime() == time)
            var long = DERCursor(time.generalizedDER)
            #expect(long.nextTime() == time)
            let date = Date(timeIntervalSince1970: TimeInterval(time.secondsSinceEpoch))
            #expect(CertificateTime(date) == time)
            // Foundation's own calendar is the Julian one before 1582.
            guard time.secondsSinceEpoch > -12_219_292_800 else { continue }
            #expect(date.formatted(.iso8601) == time.description)
        }
    }
}
