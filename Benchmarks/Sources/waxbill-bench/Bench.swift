import ArgumentParser

/// `waxbill-bench`: Waxbill's handlers and swift-nio-ssl's in turn, in memory, on one thread.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waxbill-bench",
        abstract: "Measures Waxbill's NIO handlers against swift-nio-ssl's.",
        discussion: """
            Both ends of a connection live in one thread, in EmbeddedChannels. The certificates are the same for both \
            libraries: a leaf (P-256 unless RSA is said) issued by a P-256 root, which the client verifies together with the \
            name. The suites are those with AES-128-GCM. Where sessions are resumed, the client is Waxbill's with \
            either server, because swift-nio-ssl's cannot. The libraries take turns; each figure is the median of the rounds.
            """
    )

    @Flag(help: "Short rounds, for a first look.")
    var quick = false

    @Option(help: "The number of rounds.")
    var rounds = 5

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Measure only these.", valueName: Measurement.allCases.map(\.rawValue).joined(separator: "|"))
    )
    var only: [Measurement] = []

    @Option(help: "Measure only this library: waxbill or nio-ssl.")
    var library: LibraryName?

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(rounds) else { throw ValidationError("--rounds has to be 1 to 1000") }
    }

    func run() throws {
        let certificates = try TestCertificates()
        let measurements = only.isEmpty ? Measurement.allCases : only
        let duration: Duration = quick ? .milliseconds(200) : .seconds(1)
        var results: [Result] = []
        for measurement in measurements {
            let libraries = try measurement.libraries(certificates).filter { library == nil || $0.name == library }
            guard !libraries.isEmpty else { continue }
            var samples: [LibraryName: [Double]] = [:]
            // The libraries take turns, so that what slows the machine down slows both.
            for round in 0..<(measurement.isExact ? 1 : rounds) {
                for library in round.isMultiple(of: 2) ? libraries : libraries.reversed() {
                    samples[library.name, default: []].append(try measurement.run(library, for: duration))
                }
            }
            let result = Result(measurement: measurement, medians: samples.mapValues(\.median))
            if !json { result.printRow(isFirst: results.isEmpty) }
            results.append(result)
        }
        if json { try Result.printJSON(results) }
    }
}

extension [Double] {
    var median: Double {
        let sorted = self.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
