import ArgumentParser

/// `waxbill files`: files over mutual TLS.
struct Files: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "Serve and fetch files over TLS, known by certificates on both sides.",
        subcommands: [
            FilesServe.self, FilesGet.self, FilesPut.self, FilesList.self, FilesRemove.self,
            FilesVerify.self,
        ])
}
