import MeasuredPrograms

/// One large file.
struct LargeFile {
    private let scene: Scene
    private let name = "large"

    init(_ scene: Scene) { self.scene = scene }

    func run() throws -> [Goal] {
        let settings = scene.settings
        try scene.writeFile("served/\(name)", mebibytes: settings.largeMebibytes)
        defer { scene.removeFile("served/\(name)") }
        let nginx = try scene.startNginx()
        let ssh = try scene.startSSH()
        defer {
            nginx.program.stop()
            ssh.program.stop()
        }
        let file = scene.path("got")
        let curlFile = contender("curl from nginx, to a file", nginx) { scene.curl($0, name, to: file) }
        let curlNull = Contender("curl from nginx, to /dev/null", nginx) { scene.curl($0, name, to: "/dev/null") }
        let copy = contender("scp, to a file", ssh) { scene.scp($0, name, to: file) }
        guard !settings.isPeersOnly else {
            try measure([curlFile, curlNull, copy])
            return []
        }
        var running = try scene.startWaxbill()
        defer { running.program.stop() }
        // A server that has no manifest of the file: it hashes while it sends.
        func fresh() throws -> Server {
            running.program.stop()
            scene.removeFile("served/.waxbill")
            running = try scene.startWaxbill()
            return running
        }
        let folder = scene.path("received")
        func received(_ title: String, _ server: @autoclosure @escaping () throws -> Server) -> Contender {
            Contender(
                title, try server(), check: { try scene.expectSame("served/\(name)", "received/\(name)") },
                clear: { scene.removeFile("received") }, command: { scene.waxbill($0, name, to: folder) })
        }
        let firstFile = received("files get, to a file, first time", try fresh())
        let getFile = received("files get, to a file", running)
        let firstNull = Contender("files get, to /dev/null, first time", try fresh()) {
            scene.waxbill($0, name, to: "/dev/null")
        }
        let getNull = Contender("files get, to /dev/null", running) { scene.waxbill($0, name, to: "/dev/null") }
        let curlOurs = Contender("curl from files serve, to /dev/null", running) {
            scene.curl($0, name, to: "/dev/null")
        }
        let curlOurs2 = Contender("curl with HTTP/2 from files serve", running) {
            scene.curl($0, name, to: "/dev/null", http2: true)
        }
        let ours = [firstFile, getFile, firstNull, getNull, curlOurs, curlOurs2]
        try measure([curlFile, curlNull, copy] + ours)
        func ratio(_ one: Contender, _ other: Contender) -> Double { rate(one) / rate(other) }
        let peers = ours[0..<4]
        return [
            .atLeast(1.0, "to a file, rate / curl from nginx", ratio(getFile, curlFile)),
            .atLeast(1.0, "to a file, first time / curl from nginx", ratio(firstFile, curlFile)),
            .atLeast(1.2, "to a file, rate / scp", ratio(getFile, copy)),
            .atLeast(1.2, "to a file, first time / scp", ratio(firstFile, copy)),
            .atLeast(0.9, "to /dev/null, rate / curl from nginx", ratio(getNull, curlNull)),
            .atLeast(0.9, "to /dev/null, first time / curl from nginx", ratio(firstNull, curlNull)),
            .atMost(0.8, "server's processor seconds a GiB", getFile.median(\.serverSeconds) / gibibytes),
            .atMost(0.8, "the same, first time", firstFile.median(\.serverSeconds) / gibibytes),
            .atMost(64, "client's resident memory, MiB", mebibytes(peers.map(\.clientPeak))),
            .atMost(64, "server's resident memory, MiB", mebibytes(ours.map(\.serverPeak))),
        ]
    }

    private var gibibytes: Double { Double(scene.settings.largeMebibytes) / 1024 }

    private func mebibytes(_ peaks: [Int]) -> Double { Double(peaks.max() ?? 0) / 1_048_576 }

    /// Megabytes, of a million bytes, a second.
    private func rate(_ contender: Contender) -> Double {
        Double(scene.settings.largeMebibytes) * 1.048576 / contender.median(\.seconds)
    }

    private func contender(
        _ title: String, _ server: Server, _ command: @escaping (Server) -> [String]
    ) -> Contender {
        Contender(
            title, server, check: { try scene.expectSame("served/\(name)", "got") }, clear: { scene.removeFile("got") },
            command: command)
    }

    private func measure(_ contenders: [Contender]) throws {
        try Contender.run(contenders, rounds: scene.settings.rounds, log: scene.path("client.log"))
        Table.printRow(
            "a file of \(scene.settings.largeMebibytes) MiB",
            ["rate", "client CPU", "server CPU", "client RSS", "server RSS"])
        for contender in contenders {
            Table.printRow(
                contender.title,
                [
                    Table.fixed(rate(contender), 0) + " MB/s",
                    Table.fixed(contender.median(\.clientSeconds) / gibibytes, 2) + " s/GiB",
                    Table.fixed(contender.median(\.serverSeconds) / gibibytes, 2) + " s/GiB",
                    Table.mebibytes(contender.clientPeak), Table.mebibytes(contender.serverPeak),
                ])
        }
        print("")
    }
}
