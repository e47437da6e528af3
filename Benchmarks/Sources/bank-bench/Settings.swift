import Foundation
import MeasuredPrograms

/// What the environment says. Without a word it is what the goals are about.
struct Settings {
    /// `BANK_BENCH_SECONDS`: how long each scenario runs.
    var seconds = 20
    /// `BANK_BENCH_CONNECTIONS`: how many of them where there are many.
    var connections = 64
    /// `BANK_BENCH_ACCOUNTS`: between how many payments go.
    var accounts = 10_000
    /// `BANK_BENCH_LOADED_ACCOUNTS`: how many accounts the large ledger has.
    var loadedAccounts = 1_000_000
    /// `BANK_BENCH_LOADED_ENTRIES`: how many entries it has.
    var loadedEntries = 10_000_000
    /// `BANK_BENCH_LOADED`: a folder for the large ledger, which stays there for the next time.
    var loaded: String?
    /// `BANK_BENCH_FOLDER`: where everything is made, and removed again: a disk, or commits would cost nothing.
    var folder = "/var/tmp"
    /// `BANK_BENCH_ONLY`: some of baseline, sqlite, loaded and postgres, with commas between.
    var only: [Substring] = []
    /// `WAXBILL`: the program.
    var waxbill = ".build/release/waxbill"
    /// `LEDGER_LOADER`: what makes the large ledger.
    var loader = ".build/release/LedgerLoader"

    init(_ environment: [String: String]) throws {
        func number(_ name: String, _ value: inout Int) throws {
            guard let text = environment[name] else { return }
            guard let parsed = Int(text), parsed > 0 else { throw BenchFailure("\(name) has to be a number above 0") }
            value = parsed
        }
        try number("BANK_BENCH_SECONDS", &seconds)
        try number("BANK_BENCH_CONNECTIONS", &connections)
        try number("BANK_BENCH_ACCOUNTS", &accounts)
        try number("BANK_BENCH_LOADED_ACCOUNTS", &loadedAccounts)
        try number("BANK_BENCH_LOADED_ENTRIES", &loadedEntries)
        guard accounts > 1, loadedAccounts > 1 else { throw BenchFailure("payments need two accounts") }
        loaded = environment["BANK_BENCH_LOADED"]
        folder = environment["BANK_BENCH_FOLDER"] ?? folder
        only = environment["BANK_BENCH_ONLY"]?.split(separator: ",") ?? []
        waxbill = environment["WAXBILL"] ?? waxbill
        loader = environment["LEDGER_LOADER"] ?? loader
        if !waxbill.hasPrefix("/") { waxbill = FileManager.default.currentDirectoryPath + "/" + waxbill }
        guard FileManager.default.isExecutableFile(atPath: waxbill) else {
            throw BenchFailure("there is no \(waxbill); `make bench-bank` builds it")
        }
    }

    func measures(_ part: Substring) -> Bool { only.isEmpty || only.contains(part) }
}
