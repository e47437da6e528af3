import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder in which files are received, kept open with what is kept beside them, so that it is not walked to again for each.
final class ReceivingParent: Sendable {
    /// The names on the way to it.
    let components: [String]
    let walk: PathWalk
    private let opened = Mutex<StateFolder?>(nil)

    /// - Parameters:
    ///   - path: of a file in it.
    ///   - walk: which led to it.
    init(_ path: ServedPath, _ walk: PathWalk) {
        components = path.components.dropLast()
        self.walk = walk
    }

    /// Whether it was not deleted since.
    var isThere: Bool { Self.isThere(walk.here) }

    /// Whether something, a link maybe, has a name in it.
    func hasName(_ name: String) -> Bool {
        do throws(Errno) {
            _ = try SystemCall.status(name, in: walk.here)
            return true
        } catch {
            return error.number != ENOENT
        }
    }

    /// `.waxbill` in it, made where it is not there.
    func state() throws(FilesError) -> StateFolder {
        try opened.withLock { (opened) throws(FilesError) in
            if let opened, Self.isThere(opened.descriptor) { return opened }
            let state = try StateFolder(in: walk.here)
            opened = state
            return state
        }
    }

    private static func isThere(_ folder: Descriptor) -> Bool {
        (try? SystemCall.status(folder)).map { $0.st_nlink > 0 } ?? false
    }
}
