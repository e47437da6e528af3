import ArgumentParser
import WaxbillFiles

/// `waxbill files put`.
struct FilesPut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put",
        abstract: "Send files and folders.",
        discussion: """
            A file is at the server when the server has signed for the same content. Of one that is longer than a MiB the server keeps what \
            came, so that the same command goes on from there.

            \(FilesClientOptions.discussion)

            EXAMPLES:
              waxbill files put files.example report.pdf --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill files put files.example photos notes.txt --to /in/alice --parallel 8 --skip

            EXIT STATUS:
              0   every file is there, and signed for
              64  the command was called wrongly
              65  the server's signature or answer was refused
              66  no such file
              69  cannot connect
              73  a file exists already
              74  reading or writing failed, here or there
              75  it took too long, or may work another time
              76  TLS failed; the alert is named
              77  the server's certificate was refused, or the server does not permit it
            """)

    @OptionGroup var server: FilesClientOptions

    @Argument(help: ArgumentHelp("Files and folders here.", valueName: "path"), completion: .file())
    var paths: [String]

    @Option(help: ArgumentHelp("The folder at the server to put them into.", valueName: "folder"))
    var to = "/"

    @Option(help: ArgumentHelp("Of folders, only files that match (as in '*.txt'). Repeatable.", valueName: "pattern"))
    var include: [String] = []

    @Option(help: ArgumentHelp("Of folders, no files or folders that match. Repeatable.", valueName: "pattern"))
    var exclude: [String] = []

    @Flag(exclusivity: .exclusive, help: "What becomes of files that are there already; default: they are an error.")
    var existing: ExistingChoice?

    @Option(help: ArgumentHelp("How many files go at once.", valueName: "n"))
    var parallel = 4

    mutating func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name a file or a folder.") }
        guard (1...64).contains(parallel) else { throw ValidationError("--parallel takes a number from 1 to 64.") }
    }

    func run() async throws {
        ProcessMemory.keepFreed()
        let client = try server.client()
        let board = TransferBoard(verb: "sent", server: server)
        do {
            let plan = try UploadPlan(paths, to: to, NameFilter(include: include, exclude: exclude))
            for failure in plan.failures { board.fail(failure.error, path: failure.path) }
            board.expect(plan.files.count)
            try await client.makeFolders(of: plan)
            let policy = existing?.policy ?? .refuse
            await plan.files.runAll(atOnce: parallel) { file in
                await board.transfer(file.path) { meter in
                    try await client.send(file, existing: policy, meter: meter).map { TransferReport($0) }
                }
            }
        } catch {
            board.fail(error, path: nil)
        }
        client.close()
        try board.finish()
    }
}
