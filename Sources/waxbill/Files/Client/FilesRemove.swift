import ArgumentParser
import WaxbillFiles

/// `waxbill files rm`.
struct FilesRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Remove files and folders at a server.",
        discussion: """
            \(FilesClientOptions.discussion)

            EXAMPLES:
              waxbill files rm files.example /in/old.txt --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill files rm files.example /in/photos --recursive
            """)

    @OptionGroup var server: FilesClientOptions

    @Argument(help: ArgumentHelp("Files and folders at the server.", valueName: "path"))
    var paths: [String]

    @Flag(help: "Remove folders with all that is in them.")
    var recursive = false

    mutating func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name a file or a folder.") }
    }

    func run() async throws {
        let client = try server.client()
        let board = TransferBoard(verb: "removed", server: server)
        for path in paths {
            do {
                try await client.remove(path, isRecursive: recursive) { board.tell("removed", $0) }
            } catch {
                board.fail(error, path: path)
            }
        }
        client.close()
        try board.end()
    }
}
