/// A running `waxbill files serve` or `waxbill bank serve`.
struct HTTPSProgram {
    let process: ChildProcess
    let port: Int

    /// Waits until it listens.
    init(_ process: ChildProcess) async throws {
        self.process = process
        let address = try await process.line("listening on ", in: .error)
        let digits = address.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }
        guard let port = Int(digits) else { throw InteropFailure("no port", process.command, process.transcript) }
        self.port = port
    }

    /// The URL of what has this path.
    func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }
}
