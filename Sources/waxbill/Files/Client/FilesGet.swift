import ArgumentParser
import Synchronization
import WaxbillFiles

/// `waxbill files get`.
struct FilesGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Fetch files and folders, and keep those that are what the server signed.",
        discussion: """
            Each block is checked as it arrives, and signature and certificate at the end; only then a file gets its name. What came of a \
            file that failed stays as NAME.part, and the same command goes on from there. Manifests are kept in .waxbill beside the files: \
            'waxbill files verify FILE' checks them later.

            \(FilesClientOptions.discussion)

            EXAMPLES:
              waxbill files get files.example /report.pdf --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill files get files.example:9443 /photos/ /music/ --to backup --parallel 8 --skip
              waxbill files get files.example /src/ --include '*.swift' --exclude .build
              waxbill files get files.example /big.iso --to /dev/null --json

            EXIT STATUS:
              0   every file is here and verified
              64  the command was called wrongly
              65  content, signature, or an answer was refused
              66  no such file
              69  cannot connect
              73  a file exists already
              74  reading or writing failed
              75  it took too long, or may work another time
              76  TLS failed; the alert is named
              77  the server's certificate was refused, or the server does not permit it
            """)

    @OptionGroup var server: FilesClientOptions

    @Argument(help: ArgumentHelp("Files and folders at the server.", valueName: "path"))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "The folder to put them into, made where it is not there; /dev/null verifies and keeps nothing.",
            valueName: "dir"),
        completion: .directory)
    var to = "received"

    @Option(help: ArgumentHelp("Of folders, only files that match (as in '*.txt'). Repeatable.", valueName: "pattern"))
    var include: [String] = []

    @Option(help: ArgumentHelp("Of folders, no files or folders that match. Repeatable.", valueName: "pattern"))
    var exclude: [String] = []

    @Flag(exclusivity: .exclusive, help: "What becomes of files that are there already; default: they are an error.")
    var existing: ExistingChoice?

    @Option(help: ArgumentHelp("How many files come at once.", valueName: "n"))
    var parallel = 4

    @Option(help: ArgumentHelp("How often a wrong block is fetched again.", valueName: "n"))
    var retries = 2

    @Flag(help: "Have files on the disk before they get their names.")
    var sync = false

    mutating func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name a path: '/' is everything.") }
        guard (1...64).contains(parallel) else { throw ValidationError("--parallel takes a number from 1 to 64.") }
        guard (0...100).contains(retries) else { throw ValidationError("--retries takes a number from 0 to 100.") }
    }

    func run() async throws {
        ProcessMemory.keepFreed()
        let client = try server.client(retries: retries, syncs: sync)
        let board = TransferBoard(verb: "received", server: server)
        do {
            let plan = try await client.plan(paths, NameFilter(include: include, exclude: exclude))
            let folder = to == "/dev/null" ? nil : try ReceivingFolder(path: to)
            if let folder { try client.makeFolders(of: plan, in: folder) }
            for failure in plan.failures { board.fail(failure.error, path: failure.path) }
            board.expect(plan.files.count)
            let policy = existing?.policy ?? .refuse
            // Short files wait for the network more than they use it.
            for (files, limit, executors) in [
                (plan.files.filter(\.isShort), min(4 * parallel, 64), FilesClient.shortFileExecutors),
                (plan.files.filter { !$0.isShort }, parallel, []),
            ] {
                await files.runAll(atOnce: limit, on: executors) { file in
                    await board.transfer(file.path) { meter in
                        try await client.receive(file, in: folder, existing: policy, meter: meter)
                            .map(TransferReport.init)
                    }
                }
            }
        } catch {
            board.fail(error, path: nil)
        }
        client.close()
        try board.finish()
    }
}

extension PlannedFile {
    /// Whether it is known to be short.
    fileprivate var isShort: Bool { size.map { $0 <= 65_536 } ?? false }
}

/// `--overwrite` or `--skip`.
enum ExistingChoice: String, EnumerableFlag {
    case overwrite
    case skip

    static func help(for value: ExistingChoice) -> ArgumentHelp? {
        switch value {
        case .overwrite: "Replace files that are there already."
        case .skip: "Leave files that are there already as they are."
        }
    }

    var policy: ExistingFiles { self == .overwrite ? .overwrite : .skip }
}

/// The elements that nobody has taken yet.
private final class SharedElements<Element: Sendable>: Sendable {
    private let rest: Mutex<ArraySlice<Element>>

    init(_ elements: [Element]) { rest = Mutex(elements[...]) }

    func next() -> Element? { rest.withLock { $0.popFirst() } }
}

extension Array where Element: Sendable {
    /// Does something with every element, with some of them at once.
    /// - Parameter executors: where, in turns; none: where tasks run anyway.
    func runAll(
        atOnce limit: Int, on executors: [any TaskExecutor] = [], _ body: @escaping @Sendable (Element) async -> Void
    ) async {
        let rest = SharedElements(self)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<Swift.min(limit, count) {
                let executor = executors.isEmpty ? nil : executors[number % executors.count]
                group.addTask(executorPreference: executor) {
                    while let element = rest.next() { await body(element) }
                }
            }
        }
    }
}
