/// What a command's end tells the shell: the numbers of BSD's sysexits, 79, and 1 for "the answer is no".
enum ExitStatus: Int32, Sendable, Hashable {
    /// All went well.
    case good = 0
    /// The question was well asked, and the answer is no.
    case negative = 1
    /// The command was called in a way it does not know.
    case usageError = 64
    /// The input's contents are not what they should be.
    case dataError = 65
    /// An input file is not there or cannot be read.
    case noInput = 66
    /// No connection came about.
    case unavailable = 69
    /// A mistake of ours.
    case softwareError = 70
    /// The operating system refused something.
    case osError = 71
    /// An output cannot be made, mostly because it exists already.
    case cannotCreate = 73
    /// Reading or writing failed.
    case ioError = 74
    /// It may work another time.
    case temporaryFailure = 75
    /// TLS failed.
    case protocolError = 76
    /// The peer's certificate was refused, or ours.
    case notPermitted = 77
    /// The configuration cannot work.
    case configurationError = 78
    /// A bank may or may not have done what it was asked: ask again, with the same key.
    case outcomeUnknown = 79
}
