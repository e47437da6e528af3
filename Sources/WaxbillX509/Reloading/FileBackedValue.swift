import Synchronization

/// A value that is read from files, and read again when they change. A new content that is no good leaves the old value in use.
final class FileBackedValue<Value: Sendable, Failure: Error>: Sendable {
    private struct Looks {
        /// The files as they were before they were read last, whatever came of it.
        var read: [FileStamp?]
        /// The files as they were at the last look.
        var seen: [FileStamp?]
        /// What was wrong when they were read last.
        var failure: String?
    }

    /// The files' paths.
    let files: [String]
    private let load: @Sendable () throws(Failure) -> Value
    private let current: Mutex<Value>
    /// Held while files are read, so that an older content never replaces a newer one. Who asks for the value need not wait.
    private let looks: Mutex<Looks>

    /// Reads the files for the first time.
    init(files: [String], load: @escaping @Sendable () throws(Failure) -> Value) throws(Failure) {
        self.files = files
        self.load = load
        let stamps = files.map { FileStamp($0) }
        current = Mutex(try load())
        looks = Mutex(Looks(read: stamps, seen: stamps))
    }

    /// The last value that was good.
    var value: Value { current.withLock(\.self) }

    /// Reads the files, whether or not they have changed.
    func reload() -> ReloadReport {
        looks.withLock { looks in
            let stamps = files.map { FileStamp($0) }
            return read(stamps, &looks)
        }
    }

    /// Reads the files if they have changed, and have stayed as they are since the last look: whoever writes several files that
    /// belong together needs a moment.
    ///
    /// Files that were no good are read again at each look, since the reason may lie elsewhere; what was said is not said again.
    /// - Returns: nil where there is nothing new to say.
    func reloadIfChanged() -> ReloadReport? {
        looks.withLock { looks in
            let stamps = files.map { FileStamp($0) }
            defer { looks.seen = stamps }
            guard stamps == looks.seen, stamps != looks.read || looks.failure != nil else { return nil }
            let known = looks.failure
            let report = read(stamps, &looks)
            return report.failure != nil && looks.failure == known ? nil : report
        }
    }

    private func read(_ stamps: [FileStamp?], _ looks: inout Looks) -> ReloadReport {
        looks.read = stamps
        do throws(Failure) {
            let value = try load()
            current.withLock { $0 = value }
            looks.failure = nil
            return ReloadReport(files: files)
        } catch {
            looks.failure = "\(error)"
            return ReloadReport(files: files, failure: error)
        }
    }
}
