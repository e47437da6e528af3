import ArgumentParser
import WaxbillFiles
import WaxbillHummingbird

/// What is served to whom, and what it may cost.
struct FilesServeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who may do what: rules as NAME=PATH:RIGHTS, or a file with them. Without it: '*=/:rl'.",
            valueName: "file|rules"))
    var rights: String?

    @Option(
        help: ArgumentHelp("The largest file that can be uploaded, as in 500M or 10G.", valueName: "size"),
        transform: ByteCount.parse)
    var maxUpload: ByteCount?

    @OptionGroup var https: HTTPSServiceOptions

    /// - Throws: `RightsRulesError`, `FileError`.
    func options() throws -> FilesServerOptions {
        var options = FilesServerOptions()
        options.host = https.listen.host
        options.port = https.listen.port
        if let rights { options.rights = try Self.rules(rights) }
        if let maxUpload { options.maximumUpload = maxUpload.bytes }
        https.limit(&options.https)
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
