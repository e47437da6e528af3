import TLSCrypto

/// What a private key is encrypted with. It is overwritten in memory when the last copy goes, and shows in no description.
public struct Passphrase: Sendable {
    let secret: Secret

    /// A passphrase of these bytes, which are copied.
    public init(_ bytes: [UInt8]) { secret = Secret(copying: bytes) }

    /// A passphrase of a text's UTF-8.
    public init(_ text: String) { self.init(Array(text.utf8)) }

    /// Reads the first line of a file, without what ends the line.
    /// - Throws: ``PassphraseError``.
    public init(file: String) throws(PassphraseError) {
        var contents: [UInt8]
        do throws(FileError) {
            contents = try FileContents.read(file)
        } catch {
            throw .unreadable(error)
        }
        defer { for index in contents.indices { contents[index] = 0 } }
        let line = contents.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else { throw .empty(source: file) }
        guard line.count <= Self.byteLimit else { throw .tooLong(source: file) }
        secret = Secret(copying: Array(line))
    }

    /// The most bytes of a passphrase in a file: more is no passphrase but another file.
    private static let byteLimit = 1024

    var isEmpty: Bool { secret.count == 0 }
}

extension Passphrase: Hashable, CustomStringConvertible {
    /// Only the length: hashes of secrets tell about them.
    public func hash(into hasher: inout Hasher) { hasher.combine(secret.count) }

    public var description: String { "Passphrase" }
}

/// Why there is no passphrase.
public enum PassphraseError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(FileError)
    case empty(source: String)
    case tooLong(source: String)

    public var description: String {
        switch self {
        case .unreadable(let error): error.description
        case .empty(let source): "the first line of \(source) is empty; it has to be the passphrase"
        case .tooLong(let source): "the first line of \(source) is too long for a passphrase (1024 bytes)"
        }
    }
}
