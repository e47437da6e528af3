import Foundation
import MeasuredPrograms

/// Many clients at once: a curl each, which gets a file ten times over one connection.
struct ManyClients {
    private let scene: Scene
    private let name = "one"
    private let times = 10

    init(_ scene: Scene) { self.scene = scene }

    func run() throws -> [Goal] {
        try scene.writeFile("served/\(name)", mebibytes: 1)
        defer { scene.removeFile("served/\(name)") }
        Table.printRow(
            "\(scene.settings.clients) clients, \(times) × 1 MiB each",
            ["fastest", "median", "slowest", "failed", "server RSS"])
        let nginx = try scene.startNginx()
        let nginxRun = try measure("from nginx", nginx)
        nginx.program.stop()
        guard !scene.settings.isPeersOnly else { return [] }
        _ = nginxRun
        let server = try scene.startWaxbill()
        defer { server.program.stop() }
        let ours = try measure("from files serve", server)
        print("")
        return [.atMost(0, "clients that failed, of \(scene.settings.clients)", Double(ours.failed))]
    }

    private struct Run {
        var seconds: [Double]
        var failed: Int
    }

    private func measure(_ title: String, _ server: Server) throws -> Run {
        let clock = ContinuousClock()
        let start = clock.now
        var starts: [Int32: ContinuousClock.Instant] = [:]
        for number in 0..<scene.settings.clients {
            let program = try Program(command(server), log: scene.path("client-\(number).log"))
            starts[program.identifier] = clock.now
        }
        var run = Run(seconds: [], failed: 0)
        var lastSample = clock.now
        while !starts.isEmpty {
            var status: Int32 = 0
            let ended = waitpid(-1, &status, WNOHANG)
            if let start = starts.removeValue(forKey: ended) {
                run.seconds.append((clock.now - start) / .seconds(1))
                if status != 0 { run.failed += 1 }
            } else {
                usleep(1_000)
            }
            if clock.now - lastSample > .milliseconds(100) {
                server.program.sampleMemory()
                lastSample = clock.now
            }
        }
        run.seconds.sort()
        let total = (clock.now - start) / .seconds(1)
        let rate = Double(scene.settings.clients * times) * 1.048576 / total
        Table.printRow(
            "\(title) (\(Table.fixed(rate, 0)) MB/s)",
            [run.seconds[0], run.seconds.median, run.seconds[run.seconds.count - 1]].map { Table.fixed($0, 2) + " s" }
                + ["\(run.failed)", Table.mebibytes(server.program.residentPeak)])
        return run
    }

    private func command(_ server: Server) -> [String] {
        let command = scene.curl(server, name, to: "/dev/null")
        let more = (1..<times).flatMap { _ in ["--output", "/dev/null", command[command.count - 1]] }
        return command + more
    }
}
