import Synchronization

/// What a recursive listing left out, for those who have to tell somebody.
final class Omissions: Sendable {
    /// A name that cannot be asked for, or leads nowhere.
    struct Omission: Sendable {
        /// Its path below the folder that is listed, as far as it is text.
        let name: String
        let reason: FilesError

        var components: [String] { name.split(separator: "/").map(String.init) }
    }

    private let noted = Mutex<[Omission]>([])

    init() {}

    /// What was noted since this was asked last.
    func take() -> [Omission] {
        noted.withLock { noted in
            defer { noted = [] }
            return noted
        }
    }

    func note(_ name: String, _ reason: FilesError) {
        noted.withLock { $0.append(Omission(name: name, reason: reason)) }
    }
}
