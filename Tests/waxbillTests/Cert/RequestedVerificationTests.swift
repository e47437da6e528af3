import Foundation
import Testing
import WaxbillX509

@testable import waxbill

/// The lines of `cert verify --jsonl`.
struct RequestedVerificationTests {
    private func line(_ text: String) throws(MalformedLine) -> RequestedVerification {
        try RequestedVerification(parsing: Array(text.utf8))
    }

    private func malformed(_ text: String) -> MalformedLine? {
        do throws(MalformedLine) {
            _ = try line(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func smallest() throws {
        let line = try line(#"{"id":"a","leaf":"b"}"#)
        #expect(line.id.text == "a")
        #expect(line.leaf == "b")
        #expect(line.references.isEmpty)
        #expect(line.time == nil && line.purpose == nil && line.crls == nil && line.policies == nil)
    }

    @Test func everything() throws {
        let line = try line(
            #"""
            {"id":"x","leaf":"l","trust":["t"],"intermediates":["i","j"],"time":"2026-01-01T00:00:00Z",
            "name":{"dns":"A.Example"},"names":[{"ip":"::1"},{"email":"a@b.example"},{"uri":"https://x.example/"},"10.0.0.1","b.example"],
            "purpose":"server","maxDepth":3,"crls":["c"],"profile":"webpki","unknown":{"a":[1,null]},
            "policies":{"initial":["1.2.3"],"requireExplicit":true,"inhibitMapping":false,"inhibitAny":true}}
            """#)
        #expect(line.trust == ["t"])
        #expect(line.intermediates == ["i", "j"])
        #expect(line.time?.seconds == 1_767_225_600)
        #expect(
            line.references.map(\.description) == [
                "a.example", "::1", "a@b.example", "https://x.example/", "10.0.0.1", "b.example",
            ])
        #expect(line.purpose == .server)
        #expect(line.maxDepth?.count == 3)
        #expect(line.profile == .webpki)
        #expect(
            line.policies == .init(initial: ["1.2.3"], requireExplicit: true, inhibitMapping: false, inhibitAny: true))
    }

    @Test func nullIsAbsent() throws {
        let line = try line(#"{"id":"a","leaf":"b","trust":null,"name":null,"names":null,"time":null,"policies":null}"#)
        #expect(line.trust == nil && line.references.isEmpty && line.time == nil)
    }

    @Test(arguments: [
        (#"{"id":"a"}"#, "a", "leaf"),
        (#"{"leaf":"b"}"#, "-", "id"),
        (#"{"id":7,"leaf":1}"#, "7", "leaf"),
        (#"{"id":["a"],"leaf":"b"}"#, "-", "id"),
        (#"{"id":"a","leaf":"b","trust":"t"}"#, "a", "trust"),
        (#"{"id":"a","leaf":"b","trust":["t",7]}"#, "a", "trust[1]"),
        (#"{"id":"a","leaf":"b","name":{}}"#, "a", "name"),
        (#"{"id":"a","leaf":"b","name":{"dns":"x","ip":"::1"}}"#, "a", "name"),
        (#"{"id":"a","leaf":"b","name":{"dns":7}}"#, "a", "name.dns"),
        (#"{"id":"a","leaf":"b","name":{"dns":"a..b"}}"#, "a", "name"),
        (#"{"id":"a","leaf":"b","names":[{"ip":"1.2.3"}]}"#, "a", "names[0]"),
        (#"{"id":"a","leaf":"b","names":{"ip":"1.2.3.4"}}"#, "a", "names"),
        (#"{"id":"a","leaf":"b","time":"yesterday"}"#, "a", "time"),
        (#"{"id":"a","leaf":"b","time":5}"#, "a", "time"),
        (#"{"id":"a","leaf":"b","purpose":"Server"}"#, "a", "purpose"),
        (#"{"id":"a","leaf":"b","profile":"x"}"#, "a", "profile"),
        (#"{"id":"a","leaf":"b","maxDepth":-1}"#, "a", "maxDepth"),
        (#"{"id":"a","leaf":"b","maxDepth":1e99}"#, "a", "maxDepth"),
        (#"{"id":"a","leaf":"b","maxDepth":"3"}"#, "a", "maxDepth"),
        (#"{"id":"a","leaf":"b","crls":[null]}"#, "a", "crls[0]"),
        (#"{"id":"a","leaf":"b","policies":{"initial":"1.2"}}"#, "a", "policies.initial"),
        (#"{"id":"a","leaf":"b","policies":{"requireExplicit":1}}"#, "a", "policies.requireExplicit"),
    ])
    func wrongFieldsAreNamed(_ text: String, _ id: String, _ field: String) throws {
        let refusal = try #require(malformed(text))
        #expect(refusal.id == id)
        #expect(refusal.reason.hasPrefix("the field \"\(field)\" "), "\(refusal.reason)")
    }

    @Test(arguments: [
        ("", "-"), ("x", "-"), ("{", "-"), ("[]", "-"), ("null", "-"), ("7", "-"), (#"{"id":"a""#, "a"),
        (#"{"id" : "a\"b", x"#, "a\"b"),
        (#"{"id":"a}"#, "-"), ("\u{0}", "-"), (#"{"leaf":"b","id":"late","#, "late"),
        (#"{"id":"a","leaf":"b"} more"#, "a"),
    ])
    func noObject(_ text: String, _ id: String) throws {
        let refusal = try #require(malformed(text))
        #expect(refusal.id == id)
        #expect(!refusal.reason.isEmpty)
    }

    @Test func deepNestingIsRefused() throws {
        for bracket in ["[", #"{"a":"#] {
            let text = #"{"id":"deep","leaf":"# + String(repeating: bracket, count: 100_000)
            #expect(try #require(malformed(text)).id == "deep")
        }
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-21T05:00:00Z", 1_795_237_200),
            ("2026-11-21T06:30:00+01:30", 1_795_237_200),
            ("2026-11-21t05:00:00.999z", 1_795_237_200), ("2000-02-29T00:00:00Z", 951_782_400),
            ("1969-12-31T23:59:59Z", -1),
            ("2016-12-31T23:59:60Z", 1_483_228_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("2026-11-21 05:00:00+00:00", 1_795_237_200),
        ] as [(String, Int64)])
    func times(_ text: String, _ seconds: Int64) { #expect(VerificationTime(text)?.seconds == seconds) }

    @Test(arguments: [
        "", "2026", "2026-11-21", "2026-11-21T05:00Z", "2026-11-21T05:00:00", "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T05:00:00.Z", "2026-11-21T05:00:00+0100", "2026-11-21T05:00:00Zx",
        "26-11-21T05:00:00Z",
        "2026-11-21T05:00:00+24:00", "2026-00-21T05:00:00Z", "2026-11-00T05:00:00Z", "٢026-11-21T05:00:00Z",
    ])
    func noTimes(_ text: String) { #expect(VerificationTime(text) == nil) }
}
