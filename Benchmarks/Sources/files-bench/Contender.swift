import Foundation
import MeasuredPrograms

/// One way to get the same thing, and what it took in each round.
final class Contender {
    struct Sample {
        var seconds: Double
        var clientSeconds: Double
        var serverSeconds: Double
        var clientPeak: Int
        var serverPeak: Int
    }

    let title: String
    private let server: () throws -> Server
    private let command: (Server) -> [String]
    private let check: (() throws -> Void)?
    private let clear: () throws -> Void
    private(set) var samples: [Sample] = []

    /// - Parameters:
    ///   - server: gives the server, which may have been started before.
    ///   - command: the client's command line.
    ///   - check: looks at what came, in the first round.
    ///   - clear: removes it.
    init(
        _ title: String, _ server: @autoclosure @escaping () throws -> Server, check: (() throws -> Void)? = nil,
        clear: @escaping () throws -> Void = {}, command: @escaping (Server) -> [String]
    ) {
        self.title = title
        self.server = server
        self.command = command
        self.check = check
        self.clear = clear
    }

    func run(log: String) throws {
        try clear()
        let server = try server()
        let clock = ContinuousClock()
        let before = server.program.processorTime
        let start = clock.now
        let client = try Program(command(server), log: log)
        let clientSeconds = try client.ending(beside: server.program)
        let seconds = (clock.now - start) / .seconds(1)
        if command(server)[0] == "scp" { try server.program.waitForChildren() }
        samples.append(
            Sample(
                seconds: seconds, clientSeconds: clientSeconds,
                serverSeconds: server.program.processorTime - before, clientPeak: client.residentPeak,
                serverPeak: server.program.residentPeak))
        if samples.count == 1 { try check?() }
        try clear()
    }

    func median(_ figure: (Sample) -> Double) -> Double { samples.map(figure).median }

    var clientPeak: Int { samples.map(\.clientPeak).max() ?? 0 }
    var serverPeak: Int { samples.map(\.serverPeak).max() ?? 0 }

    /// Lets all take turns.
    static func run(_ contenders: [Contender], rounds: Int, log: String) throws {
        for round in 0..<rounds {
            for contender in round.isMultiple(of: 2) ? contenders : contenders.reversed() {
                try contender.run(log: log)
            }
        }
    }
}

extension [Double] {
    var median: Double {
        let sorted = self.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
