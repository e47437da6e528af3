import ArgumentParser
import WaxbillX509

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How a command comes by the passphrase of the authority's key.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The authority's key is encrypted with the first line of this file; without it, a terminal is asked.",
            valueName: "file"))
    var passphraseFile: String?

    /// Runs `body` with the passphrase of the file. Where there is none and the key needs one, asks a terminal.
    func unlocking<Value>(_ body: (Passphrase?) throws -> Value) throws -> Value {
        if let passphraseFile { return try body(try Passphrase(file: passphraseFile)) }
        do {
            return try body(nil)
        } catch AuthorityError.identity(.encryptedPrivateKey(let source)) {
            guard let passphrase = try PassphrasePrompt.ask("passphrase of \(source): ") else {
                throw CommandFailure(
                    .noInput, "the private key in \(source) is encrypted",
                    advice: "name its passphrase: --passphrase-file FILE")
            }
            return try body(passphrase)
        }
    }
}

/// Asks a person for a passphrase, on the terminal and without showing it.
enum PassphrasePrompt {
    /// - Returns: nil where there is no terminal.
    /// - Throws: ``CommandFailure`` where the answer is empty.
    static func ask(_ question: String) throws -> Passphrase? {
        guard isatty(STDIN_FILENO) == 1 else { return nil }
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        StandardError.write("waxbill: \(question)")
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            StandardError.write("\n")
        }
        var answer: [UInt8] = []
        defer { for index in answer.indices { answer[index] = 0 } }
        answer.reserveCapacity(1024)
        var byte: UInt8 = 0
        while answer.count < 1024, read(STDIN_FILENO, &byte, 1) == 1, byte != 0x0A { answer.append(byte) }
        guard !answer.isEmpty else { throw CommandFailure(.noInput, "the passphrase is empty") }
        return Passphrase(answer)
    }

    /// Asks twice for a new passphrase.
    /// - Throws: ``CommandFailure`` where there is no terminal or the answers differ.
    static func askForNew(_ what: String) throws -> Passphrase {
        guard let first = try ask("new passphrase of \(what): "), let second = try ask("the same again: ") else {
            throw CommandFailure(
                .usageError, "there is no terminal to ask for a passphrase", advice: "name one: --passphrase-file FILE")
        }
        guard first == second else { throw CommandFailure(.dataError, "the two passphrases differ") }
        return first
    }
}
