import ArgumentParser

/// `waxbill files serve`.
struct FilesServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve a folder to clients with certificates.")

    @Argument(help: ArgumentHelp("The folder to serve.", valueName: "dir"))
    var folder: String

    @OptionGroup(title: "Identities") var identity: ServerIdentityOptions

    func run() async throws {}
}
