import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// `/metrics`, as Prometheus' text format 0.0.4 wants it, and what an operator looks for in it.
@Suite struct MetricsTests {
    @Test func servedMetricsAreWellFormedAndSayWhatHappened() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            for identity in [TestPKI.impostorClient, nil] {
                _ = try? await bank.connected(with: identity) { try await $0.get("/health") }
            }
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let tooMuch = #"{"from":"alice","to":"bob","amount":10001,"currency":"EUR"}"#
                #expect(try await alice.post("/v1/payments", tooMuch).status == 409)
                // All up to here is sealed.
                #expect(try await alice.get("/v1/entries/4/receipt").status == 200)
            }
            let text = try await bank.connected(as: "otto") { (otto: BankConnection) async throws in
                try await otto.get("/metrics").text
            }
            let metrics = try Exposition(text)
            let values: [(String, Double)] = [
                ("waxbill_bank_requests_total{route=\"pay\",status=\"409\"}", 1),
                ("waxbill_bank_requests_total{route=\"openAccount\",status=\"201\"}", 2),
                ("waxbill_bank_refusals_total{code=\"insufficient_funds\"}", 1),
                ("waxbill_bank_request_seconds_count{route=\"pay\"}", 1),
                ("waxbill_bank_batch_requests_count", 4), ("waxbill_bank_commit_seconds_count", 4),
                ("waxbill_bank_waiting_requests", 0), ("waxbill_bank_overloads_total", 0),
                ("waxbill_bank_healthy", 1), ("waxbill_bank_entries", 4), ("waxbill_bank_accounts", 4),
                ("waxbill_bank_sealed_entries", 4), ("waxbill_bank_connections_refused_total", 0),
                ("waxbill_bank_handshake_failures_total{alert=\"certificate_required\",sender=\"server\"}", 1),
            ]
            for (name, value) in values { #expect(metrics.samples[name] == value, "\(name)\n\(text)") }
            let failed = metrics.samples.filter { $0.key.hasPrefix("waxbill_bank_handshake_failures_total") }
            #expect(failed.values.reduce(0, +) == 2, "\(failed)")
            let handshakes = metrics.samples["waxbill_bank_handshakes_total{resumed=\"false\"}"] ?? 0
            #expect(handshakes == 3)
            #expect(metrics.samples["waxbill_bank_connections_total"] == handshakes + 2)
            #expect((1...5).contains(metrics.samples["waxbill_bank_connections"] ?? 0))
            #expect((metrics.samples["waxbill_bank_blocks"] ?? 0) >= 1)
            let sealed = (metrics.samples["waxbill_bank_last_block_timestamp_seconds"] ?? 0) * 1000
            #expect(abs(sealed - Double(BankTime.now())) < 600_000)
            #expect(metrics.families.count >= 18 && metrics.families.values.allSatisfy { !$0.help.isEmpty })
        }
    }

    @Test func whatIsNoAnswerIsFoundOut() {
        for text in [
            "a 1\n", "# TYPE a counter\n# TYPE a counter\na 1\n",
            "# TYPE a counter\na 1\n# TYPE b gauge\nb 1\na{c=\"d\"} 1\n",
            "# TYPE a counter\na{b=\"c\n\"} 1\n", "# TYPE a counter\na{b=\"\\x\"} 1\n", "# TYPE a counter\na 1",
            "# TYPE a counter\na 1\na 1\n", "# TYPE a counter\na one\n",
            "# TYPE a histogram\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
        ] {
            #expect(throws: Exposition.Malformed.self, "\(text)") { try Exposition(text) }
        }
    }
}

/// Prometheus' text format, read strictly.
struct Exposition {
    struct Malformed: Error { let line: String }
    struct Family {
        var help = ""
        var type = ""
    }

    private(set) var families: [String: Family] = [:]
    /// By name and labels as they are written.
    private(set) var samples: [String: Double] = [:]
    private var current = ""
    private var lastBucket: (series: String, bound: Double, count: Double)?

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Malformed(line: String(text.suffix(80))) }
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) { try read(String(line)) }
    }

    private mutating func read(_ line: String) throws {
        if let match = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\]|\\\\|\\n)*)/) {
            let name = String(match.1)
            guard families[name] == nil else { throw Malformed(line: line) }
            families[name] = Family(help: String(match.2))
            current = name
        } else if let match = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
            let name = String(match.1)
            guard families[name] == nil || (current == name && families[name]?.type == "") else {
                throw Malformed(line: line)
            }
            families[name, default: Family()].type = String(match.2)
            current = name
        } else {
            try readSample(line)
        }
    }

    private mutating func readSample(_ line: String) throws {
        let sample = /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*",?)*\})? (\S+)/
        guard let match = line.wholeMatch(of: sample), let value = Double(match.3) else { throw Malformed(line: line) }
        let (name, labels) = (String(match.1), String(match.2 ?? ""))
        let suffixes = families[current]?.type == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
        guard suffixes.contains(where: { name == current + $0 }), families[current]?.type != "" else {
            throw Malformed(line: line)
        }
        guard samples.updateValue(value, forKey: name + labels) == nil else { throw Malformed(line: line) }
        guard name.hasSuffix("_bucket") else { return try checkCount(name, value, line) }
        guard let bound = labels.firstMatch(of: /le="([^"]*)"/) else { throw Malformed(line: line) }
        let series = labels.replacing(bound.0, with: "")
        let limit = bound.1 == "+Inf" ? Double.infinity : Double(bound.1) ?? -.infinity
        if let last = lastBucket, last.series == name + series, last.bound < .infinity {
            guard last.bound < limit, last.count <= value else { throw Malformed(line: line) }
        }
        lastBucket = (name + series, limit, value)
    }

    private func checkCount(_ name: String, _ value: Double, _ line: String) throws {
        guard name.hasSuffix("_count"), families[current]?.type == "histogram" else { return }
        guard let lastBucket, lastBucket.bound == .infinity, lastBucket.count == value else {
            throw Malformed(line: line)
        }
    }
}
