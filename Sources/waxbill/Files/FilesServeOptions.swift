import ArgumentParser
import NIOCore
import WaxbillFiles
import WaxbillHummingbird

/// What is served to whom, and what it may cost.
struct FilesServeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where to listen: 127.0.0.1 unless a host is given, 0.0.0.0 for everybody; port 0 picks a free one.",
            valueName: "[host:]port"),
        transform: Endpoint.parseListening)
    var listen = Endpoint(host: "127.0.0.1", port: 8443)

    @Option(
        help: ArgumentHelp(
            "Who may do what: rules as NAME=PATH:RIGHTS, or a file with them. Without it: '*=/:rl'.",
            valueName: "file|rules"))
    var rights: String?

    @Option(
        help: ArgumentHelp("The largest file that can be uploaded, as in 500M or 10G.", valueName: "size"),
        transform: ByteCount.parse)
    var maxUpload: ByteCount?

    @Option(help: ArgumentHelp("How many connections are served at once; more are turned away.", valueName: "n"))
    var maxConnections = 1000

    @Option(
        help: ArgumentHelp(
            "After how many seconds a client is given up that asks for nothing, sends nothing or takes nothing.",
            valueName: "seconds"))
    var idleTimeout = 60

    mutating func validate() throws {
        guard maxConnections > 0 else { throw ValidationError("--max-connections takes a number from 1 on.") }
        guard (1...86_400).contains(idleTimeout) else {
            throw ValidationError("--idle-timeout takes a number of seconds from 1 to 86400.")
        }
    }

    /// - Throws: `RightsRulesError`, `FileError`.
    func options() throws -> FilesServerOptions {
        var options = FilesServerOptions()
        options.host = listen.host
        options.port = listen.port
        if let rights { options.rights = try Self.rules(rights) }
        if let maxUpload { options.maximumUpload = maxUpload.bytes }
        options.https.maximumConnections = maxConnections
        let patience = TimeAmount.seconds(Int64(idleTimeout))
        options.https.idleTimeout = patience
        options.https.bodyTimeout = patience
        options.https.writeTimeout = patience
        return options
    }

    /// Rules have a `=` before a `/`, which hardly a file's name has.
    private static func rules(_ text: String) throws -> RightsRules {
        text.contains("=/") ? try RightsRules(text) : try RightsRules(file: text)
    }
}

/// A number of bytes, as people write it.
struct ByteCount: Sendable, Equatable {
    let bytes: Int

    /// Reads `1500`, `500K`, `10M`, `2G`, `1T`, with or without `B` or `iB` after the letter; a K is 1024.
    static func parse(_ text: String) throws -> ByteCount {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        var unit = text[digits.endIndex...].uppercased()
        for suffix in ["IB", "B"] where unit.hasSuffix(suffix) {
            unit.removeLast(suffix.count)
            break
        }
        let powers = ["": 0, "K": 10, "M": 20, "G": 30, "T": 40]
        guard let number = Int(digits), let power = powers[unit] else {
            throw ValidationError("\"\(escaped(text))\" is not a size; write for example 500M or 10G.")
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << power)
        guard !overflow else { throw ValidationError("\"\(escaped(text))\" is too large.") }
        return ByteCount(bytes: bytes)
    }
}
