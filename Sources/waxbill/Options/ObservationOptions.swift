import ArgumentParser
import Foundation
import NIOCore
import WaxbillNIO
import WaxbillTLS

/// How a connection is told and recorded: the options that `connect` and `listen` share.
struct ObservationOptions: ParsableArguments {
    @Flag(help: "Tell the handshake on standard error as it happens, one line a message and its facts below.")
    var narrate = false

    @Flag(help: "With --narrate: show the values of the derived secrets. Whoever sees them can read the connection.")
    var secrets = false

    @Option(help: "When the narration has colours: auto, always or never. Auto obeys NO_COLOR and CLICOLOR_FORCE.")
    var color = ColorChoice.auto

    @Option(
        help: ArgumentHelp(
            "Append the connections' secrets to this file, as Wireshark reads them (RFC 9850). "
                + "Without the option, the environment's SSLKEYLOGFILE says where, if set.",
            valueName: "file"))
    var keylog: String?

    @Flag(help: "Write one JSON object a connection to standard output and nothing else.")
    var json = false

    mutating func validate() throws {
        guard !secrets || narrate else {
            throw ValidationError("--secrets shows them in the narration: add --narrate.")
        }
    }

    /// Where the narration goes, if there is one.
    func narrator() -> Narrator? {
        guard narrate else { return nil }
        return Narrator(
            colored: color.isEnabled(descriptor: STDERR_FILENO), showsSecrets: secrets)
    }

    /// The key log that the options or the environment ask for.
    /// - Throws: ``CommandFailure`` where the file cannot be opened.
    func keyLog(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> (any KeyLog)? {
        guard let path = keylog ?? environment["SSLKEYLOGFILE"], !path.isEmpty else { return nil }
        do {
            return try FileKeyLog(path: path)
        } catch let error as IOError {
            throw CommandFailure(.ioError, "cannot open the key log \(path): \(systemMessage(error.errnoCode))")
        }
    }
}
