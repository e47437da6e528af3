import CoreMetrics
import NIOCore
import Testing

@testable import WaxbillBank

/// Parts of the service by themselves.
@Suite struct PartsTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-21T08:30:00.123Z", 1_795_249_800_123),
        ("2026-11-21t08:30:00.1239z", 1_795_249_800_123), ("2026-11-21T09:30:00+01:00", 1_795_249_800_000),
        ("2026-11-21T08:00:00-00:30", 1_795_249_800_000), ("2024-02-29", 1_709_164_800_000),
        ("1969-12-31T23:59:59.999Z", -1),
    ])
    func times(_ text: String, _ milliseconds: Int64) { #expect(BankTime.parse(text) == milliseconds) }

    @Test(arguments: [
        "", "2026", "2026-11-21T", "2026-11-21T08:30Z", "2026-11-21T08:30:00", "2026-02-29", "2026-13-01", "2026-00-01",
        "2026-01-32", "2026-11-21T24:00:00Z", "2026-11-21T08:60:00Z", "2026-11-21T08:30:00.Z", "2026-11-21 08:30:00Z",
        "2026-11-21T08:30:00+24:00", "2026-11-21T08:30:00Zx", "+026-11-21", "2026-11-21T08:30:00.1234567890Z",
    ])
    func noTimes(_ text: String) { #expect(BankTime.parse(text) == nil) }

    @Test func writtenTimes() {
        #expect(BankTime.format(1_795_249_800_123) == "2026-11-21T08:30:00.123Z")
        #expect(BankTime.format(-1) == "1969-12-31T23:59:59.999Z")
        #expect(BankTime.short(1_795_249_800_123) == "2026-11-21 08:30:00")
    }

    @Test func members() throws {
        let object = try JSONObject(
            #" { "a\u0062" : "\ud83d\ude00\n\/é" , "n":-12 , "x":[1,{"y":null}],"z" :null} "#.utf8)
        #expect(object["ab"] == .text("😀\n/é"))
        #expect(object["n"] == .integer(-12))
        #expect(object["x"] == .other)
        #expect(object["z"] == .null)
        #expect(object["nothing"] == nil)
    }

    @Test(
        arguments: [
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .other), ("92233720368547758070", .other), ("-0", .integer(0)), ("1.0", .other),
            ("1E5", .other),
        ] as [(String, JSONObject.Value)])
    func numbers(_ text: String, _ value: JSONObject.Value) throws {
        #expect(try JSONObject("{\"a\":\(text)}".utf8)["a"] == value)
    }

    @Test(arguments: [
        #"{"a":"\ud83d"}"#, #"{"a":"\ude00\ud83d"}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, "{\"a\":\"\n\"}", "{\"a\":1,}",
        "{,}", "{\"a\"}", "{a:1}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":tru}", "{} {}", "\u{FEFF}{}",
        "{\"a\":'b'}", "{\"a\":1,\"a\":2}", "{\"a\":01}", "{\"a\":-01}", "{\"a\":\"\\n\u{1}\"}",
    ])
    func malformed(_ text: String) {
        let error = #expect(throws: Problem.self) { try JSONObject(text.utf8) }
        #expect(error?.code == .malformedJSON)
    }

    @Test func notUTF8() {
        let error = #expect(throws: Problem.self) {
            try JSONObject(Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8))
        }
        #expect(error?.code == .malformedJSON)
    }

    @Test func brackets() throws {
        func nested(_ count: Int) -> String {
            "{\"a\":" + String(repeating: "[", count: count - 1) + String(repeating: "]", count: count - 1) + "}"
        }
        #expect(try JSONObject(nested(16).utf8)["a"] == .other)
        #expect(throws: Problem.self) { try JSONObject(nested(17).utf8) }
    }

    @Test func queries() throws {
        let items = try QueryItems(target: "/v1?limit=1000&after=4611686018427387903", known: ["after", "limit"])
        #expect(try items.limit() == 1000)
        #expect(try items.number("after") == 1 << 62 - 1)
        #expect(try QueryItems(target: "/v1", known: []).limit() == 100)
        #expect(try QueryItems(target: "/v1?limit=1", known: ["limit"]).limit() == 1)
    }

    @Test(arguments: [
        "limit=0", "limit=1001", "limit=+1", "limit=", "limit=1&limit=1", "more=1", "after=%zz",
        "after=4611686018427387904",
    ])
    func noQueries(_ query: String) {
        let error = #expect(throws: Problem.self) {
            let items = try QueryItems(target: "/v1?\(query)", known: ["after", "limit"])
            _ = (try items.limit(), try items.number("after"))
        }
        #expect(error?.code == .invalidRequest)
    }

    @Test func rates() {
        let limits = RateLimits(rate: 10, burst: 2)
        let start = NIODeadline.uptimeNanoseconds(10_000_000_000)
        #expect(limits.admit("a", now: start) == nil)
        #expect(limits.admit("a", now: start) == nil)
        #expect(limits.admit("a", now: start) == 100_000_000)
        #expect(limits.admit("b", now: start) == nil)
        #expect(limits.admit("a", now: start + .milliseconds(100)) == nil)
        #expect(limits.admit("a", now: start + .milliseconds(100)) != nil)
        // A pause earns no more than a burst.
        for isAdmitted in [true, true, false] {
            #expect((limits.admit("a", now: start + .hours(1)) == nil) == isAdmitted)
        }
    }

    @Test func ratesOfTooMany() {
        let limits = RateLimits(rate: 1, burst: 1, maximumCount: 2)
        let start = NIODeadline.uptimeNanoseconds(10_000_000_000)
        #expect(limits.admit("a", now: start) == nil)
        #expect(limits.admit("b", now: start) == nil)
        #expect(limits.admit("c", now: start) != nil)
        // Who has been silent is forgotten.
        #expect(limits.admit("c", now: start + .seconds(2)) == nil)
    }

    @Test func metrics() {
        let metrics = PrometheusMetrics()
        metrics.makeCounter(label: "a.total", dimensions: [("b", "c\"\\\n")]).increment(by: 3)
        metrics.makeCounter(label: "a.total", dimensions: [("b", "c\"\\\n")]).increment(by: 4)
        let timer = metrics.makeTimer(label: "t", dimensions: [])
        timer.recordNanoseconds(1_500_000)
        timer.recordNanoseconds(9_000_000_000)
        #expect(metrics.family("a.total", "a\\b\nc") == "a.total")
        let text = metrics.text()
        #expect(
            text.hasPrefix(
                "# HELP a_total a\\\\b\\nc\n# TYPE a_total counter\na_total{b=\"c\\\"\\\\\\n\"} 7\n# TYPE t histogram\n"
            ))
        #expect(text.contains("t_bucket{le=\"0.001\"} 0\nt_bucket{le=\"0.002\"} 1\n"))
        #expect(text.contains("t_bucket{le=\"+Inf\"} 2\nt_sum 9.0015\nt_count 2\n"))
    }
}
