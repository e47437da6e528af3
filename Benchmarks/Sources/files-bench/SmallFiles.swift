import MeasuredPrograms

/// A folder of many small files.
struct SmallFiles {
    private let scene: Scene
    private let name = "small"

    init(_ scene: Scene) { self.scene = scene }

    func run() throws -> [Goal] {
        let settings = scene.settings
        try scene.writeFiles("served/\(name)", count: settings.smallFiles, size: 4096)
        defer { scene.removeFile("served/\(name)") }
        let ssh = try scene.startSSH()
        defer { ssh.program.stop() }
        let copy = Contender(
            "scp -r", ssh, check: { try scene.expectSame("served/\(name)", "got") }, clear: { scene.removeFile("got") },
            command: { scene.scp($0, name, to: scene.path("got")) })
        guard !settings.isPeersOnly else {
            try measure([copy])
            return []
        }
        var running = try scene.startWaxbill()
        defer { running.program.stop() }
        func fresh() throws -> Server {
            running.program.stop()
            scene.removeFile("served/.waxbill")
            running = try scene.startWaxbill()
            return running
        }
        func get(_ title: String, _ server: @autoclosure @escaping () throws -> Server) -> Contender {
            Contender(
                title, try server(), check: { try scene.expectSame("served/\(name)", "received/\(name)") },
                clear: { scene.removeFile("received") },
                command: { scene.waxbill($0, "\(name)/", to: scene.path("received")) })
        }
        let first = get("files get, first time", try fresh())
        let again = get("files get", running)
        try measure([copy, first, again])
        return [
            .atLeast(3, "small files, rate / scp -r", copy.median(\.seconds) / again.median(\.seconds)),
            .atLeast(3, "small files, first time / scp -r", copy.median(\.seconds) / first.median(\.seconds)),
        ]
    }

    private func measure(_ contenders: [Contender]) throws {
        let count = scene.settings.smallFiles
        try Contender.run(contenders, rounds: scene.settings.rounds, log: scene.path("client.log"))
        Table.printRow("\(count) files of 4 KiB", ["rate", "client CPU", "server CPU", "client RSS", "server RSS"])
        for contender in contenders {
            Table.printRow(
                contender.title,
                [
                    Table.fixed(Double(count) / contender.median(\.seconds), 0) + " /s",
                    Table.fixed(contender.median(\.clientSeconds), 2) + " s",
                    Table.fixed(contender.median(\.serverSeconds), 2) + " s",
                    Table.mebibytes(contender.clientPeak), Table.mebibytes(contender.serverPeak),
                ])
        }
        print("")
    }
}
