import ArgumentParser
import WaxbillFiles

/// `waxbill files ls`.
struct FilesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "List folders of a server.",
        discussion: """
            \(FilesClientOptions.discussion)

            EXAMPLES:
              waxbill files ls files.example --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill files ls files.example /photos -l
              waxbill files ls files.example /photos --recursive --json
            """)

    @OptionGroup var server: FilesClientOptions

    @Argument(help: ArgumentHelp("Folders at the server; default: '/'.", valueName: "path"))
    var paths: [String] = ["/"]

    @Flag(name: .customShort("l"), help: "Show sizes and times as well.")
    var isLong = false

    @Flag(help: "List everything below.")
    var recursive = false

    func run() async throws {
        let client = try server.client()
        let board = TransferBoard(verb: "listed", server: server)
        for path in paths {
            do {
                let entries = try await client.list(path, isRecursive: recursive).sorted { $0.name < $1.name }
                if paths.count > 1, !server.json { StandardOutput.writeLine("\(escaped(path)):") }
                for entry in entries { try show(entry, of: path) }
            } catch {
                board.fail(error, path: path)
            }
        }
        client.close()
        try board.end()
    }

    private func show(_ entry: RemoteEntry, of folder: String) throws {
        guard !server.json else { return try JSONOutput.writeLine(ListedEntry(folder: folder, entry)) }
        let name = escaped(entry.name) + (entry.kind == .folder ? "/" : "")
        guard isLong else { return StandardOutput.writeLine(name) }
        let size = entry.size.map(String.init) ?? "-"
        let blanks = String(repeating: " ", count: max(0, 15 - size.count))
        StandardOutput.writeLine("\(blanks)\(size)  \(escaped(entry.modified ?? "-"))  \(name)")
    }
}

/// What `--json` writes about an entry.
private struct ListedEntry: Encodable {
    let folder: String
    let name: String
    let kind: String
    let size: UInt64?
    let modified: String?
    let etag: String?

    init(folder: String, _ entry: RemoteEntry) {
        self.folder = folder
        name = entry.name
        kind = entry.kind.rawValue
        size = entry.size
        modified = entry.modified
        etag = entry.etag
    }
}
