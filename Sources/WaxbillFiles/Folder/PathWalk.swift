#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A walk from the served folder down to a path, a component at a time.
///
/// The kernel never follows a symbolic link here: each component is opened with `O_NOFOLLOW` below the descriptor of the
/// one before. A link's target is spliced into what is left of the path, and its `..` goes back to a descriptor that was
/// opened on the way. So whatever is swapped in meanwhile, no step leads out of the served folder.
struct PathWalk {
    /// The folders on the way, the served one first.
    private(set) var trail: [Descriptor]
    /// What is left to walk, the next component last.
    private var pending: [Component]
    private var detours = 0
    private let makesFolders: Bool
    /// The path as requested, for what is said of failures.
    private let path: ServedPath

    /// A component of the path, or of the target of a link on it.
    private struct Component {
        let name: String
        let isRequested: Bool
    }

    /// How many symbolic links a path may lead over, as on Linux.
    private static let mostLinks = 40
    /// How deep links may lead below the served folder, for each level is an open descriptor.
    private static let deepest = 2 * ServedPath.deepest

    /// A walk over `names`, from the last folder of `trail`.
    /// - Parameter makesFolders: whether folders of the path that are not there are made.
    init(_ path: ServedPath, trail: [Descriptor], names: [String], makesFolders: Bool = false) {
        self.path = path
        self.trail = trail
        self.makesFolders = makesFolders
        pending = names.reversed().map { Component(name: $0, isRequested: true) }
    }

    /// The folder where the walk is.
    var here: Descriptor { trail[trail.count - 1] }

    /// Walks to the end, where there has to be a folder.
    mutating func enterFolders() throws(FilesError) {
        while let component = try lastComponent() { try enter(component) }
    }

    /// Walks to the end and says what is there.
    mutating func status() throws(FilesError) -> stat {
        while let component = try lastComponent() {
            if let status = try status(component) { return status }
        }
        return try attempt { () throws(Errno) in try SystemCall.status(here) }
    }

    /// Walks to the end and opens what is there for reading: a regular file, or a folder, which the trail then ends with.
    mutating func open() throws(FilesError) -> (Descriptor, stat) {
        while let component = try lastComponent() {
            // Opening a FIFO or a device can have effects, so it is looked at first.
            guard let status = try status(component) else { continue }
            guard FileKind(status) != .special else { throw FilesError(Errno(ENXIO), path) }
            let opened: Descriptor
            do throws(Errno) {
                let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
                opened = try SystemCall.open(component.name, in: here, flags)
            } catch {
                // Swapped for a link meanwhile: look again.
                guard error.number == ELOOP else { throw FilesError(error, path) }
                try countDetour()
                pending.append(component)
                continue
            }
            return try checked(opened)
        }
        // The folder where the walk is, opened again because it may be open for going through only.
        let opened = try attempt { () throws(Errno) in try SystemCall.open(".", in: here, O_RDONLY | O_DIRECTORY) }
        trail.removeLast()
        return try checked(opened)
    }

    private mutating func checked(_ opened: Descriptor) throws(FilesError) -> (Descriptor, stat) {
        let status = try attempt { () throws(Errno) in try SystemCall.status(opened) }
        switch FileKind(status) {
        case .file: break
        case .folder: trail.append(opened)
        case .link, .special: throw FilesError(Errno(ENXIO), path)
        }
        return (opened, status)
    }

    /// What stands under a component; nil where it is a link, whose target is to be walked now.
    private mutating func status(_ component: Component) throws(FilesError) -> stat? {
        let status = try attempt { () throws(Errno) in try SystemCall.status(component.name, in: here) }
        if FileKind(status) != .link { return status }
        guard try follow(component) else {
            // It was a link a moment ago: look again.
            try countDetour()
            pending.append(component)
            return nil
        }
        return nil
    }

    /// Enters folders until one component is left, which is returned; nil where the walk is at its end.
    private mutating func lastComponent() throws(FilesError) -> Component? {
        while let component = pending.popLast() {
            if component.name == ".." {
                guard trail.count > 1 else { throw leaving }
                trail.removeLast()
            } else if pending.isEmpty {
                return component
            } else {
                try enter(component)
            }
        }
        return nil
    }

    private mutating func enter(_ component: Component) throws(FilesError) {
        do throws(Errno) {
            let flags = SystemCall.searching | O_DIRECTORY | O_NOFOLLOW
            trail.append(try SystemCall.open(component.name, in: here, flags))
        } catch {
            switch error.number {
            // Which of the two a link is, is not the same everywhere.
            case ENOTDIR, ELOOP:
                guard try follow(component) else { throw FilesError(Errno(ENOTDIR), path) }
            case ENOENT where makesFolders && component.isRequested:
                try make(component)
            default: throw FilesError(error, path)
            }
        }
        guard trail.count <= Self.deepest else { throw FilesError(Errno(ELOOP), path) }
    }

    /// Splices the target of a link into the rest of the path.
    /// - Returns: false where the component is no link.
    private mutating func follow(_ component: Component) throws(FilesError) -> Bool {
        let target: [UInt8]
        do throws(Errno) {
            target = try SystemCall.target(ofLink: component.name, in: here)
        } catch {
            if error.number == EINVAL { return false }
            throw FilesError(error, path)
        }
        try countDetour()
        guard target.first != UInt8(ascii: "/") else { throw leaving }
        guard let text = String(validating: target, as: UTF8.self) else { throw FilesError(Errno(ENOENT), path) }
        for part in text.utf8.split(separator: UInt8(ascii: "/")).reversed() {
            let name = String(decoding: part, as: UTF8.self)
            guard !NameRules.isReserved(name) else { throw leaving }
            if name != "." { pending.append(Component(name: name, isRequested: false)) }
        }
        return true
    }

    private mutating func make(_ component: Component) throws(FilesError) {
        do throws(Errno) {
            _ = try SystemCall.value { mkdirat(here.number, component.name, 0o777) }
            try SystemCall.synchronize(folder: here)
        } catch {
            // Another request may have made it; a link that leads nowhere is in the way for good, and is counted.
            guard error.number == EEXIST else { throw FilesError(error, path) }
        }
        try countDetour()
        pending.append(component)
    }

    /// Counts what makes the walk longer, so that it ends whatever others do to the folders meanwhile.
    private mutating func countDetour() throws(FilesError) {
        detours += 1
        guard detours <= Self.mostLinks + ServedPath.deepest else { throw FilesError(Errno(ELOOP), path) }
    }

    private var leaving: FilesError {
        FilesError(.linkLeavesFolder, "\(path.text): a symbolic link leads out of what is served")
    }

    private func attempt<Value>(_ body: () throws(Errno) -> Value) throws(FilesError) -> Value {
        do { return try body() } catch { throw FilesError(error, path) }
    }
}
