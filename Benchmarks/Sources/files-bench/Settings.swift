import Foundation
import MeasuredPrograms

/// What the environment says. Without a word it is what the goals are about.
struct Settings {
    /// `FILES_BENCH_MIB`: the large file's size.
    var largeMebibytes = 4096
    /// `FILES_BENCH_SMALL`: how many files of 4 KiB.
    var smallFiles = 10_000
    /// `FILES_BENCH_CLIENTS`: how many clients at once.
    var clients = 500
    /// `FILES_BENCH_ROUNDS`
    var rounds = 3
    /// `FILES_BENCH_FOLDER`: where everything is made, and removed again.
    var folder = "/dev/shm"
    /// `FILES_BENCH_ONLY`: some of large, small and many, with commas between.
    var only: [Substring] = []
    /// `FILES_BENCH_PEERS`: only the other programs.
    var isPeersOnly = false
    /// `WAXBILL`: the program.
    var waxbill = ".build/release/waxbill"

    init(_ environment: [String: String]) throws {
        func number(_ name: String, _ value: inout Int) throws {
            guard let text = environment[name] else { return }
            guard let parsed = Int(text), parsed > 0 else { throw BenchFailure("\(name) has to be a number above 0") }
            value = parsed
        }
        try number("FILES_BENCH_MIB", &largeMebibytes)
        try number("FILES_BENCH_SMALL", &smallFiles)
        try number("FILES_BENCH_CLIENTS", &clients)
        try number("FILES_BENCH_ROUNDS", &rounds)
        folder = environment["FILES_BENCH_FOLDER"] ?? folder
        only = environment["FILES_BENCH_ONLY"]?.split(separator: ",") ?? []
        isPeersOnly = environment["FILES_BENCH_PEERS"] != nil
        waxbill = environment["WAXBILL"] ?? waxbill
        if !waxbill.hasPrefix("/") { waxbill = FileManager.default.currentDirectoryPath + "/" + waxbill }
        guard FileManager.default.isExecutableFile(atPath: waxbill) else {
            throw BenchFailure("there is no \(waxbill); `make release` builds it")
        }
    }

    func measures(_ part: Substring) -> Bool { only.isEmpty || only.contains(part) }
}
