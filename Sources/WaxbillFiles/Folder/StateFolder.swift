import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// `.waxbill`, or a folder in it: where a server keeps uploads and manifests, and a client manifests. Nobody can ask for
/// what is in it. Its functions may block.
struct StateFolder: Sendable {
    let descriptor: Descriptor

    /// Opens `.waxbill` in `folder`, and makes it, with mode 0700, where it is not there.
    /// - Throws: `forbidden` where that is not permitted, or where the folder belongs to somebody else.
    /// - Parameter makes: whether it is made.
    init(in folder: Descriptor, makes: Bool = true) throws(FilesError) {
        try self.init(NameRules.stateFolder, in: folder, makes: makes)
    }

    private init(_ name: String, in folder: Descriptor, makes: Bool) throws(FilesError) {
        do throws(Errno) {
            if makes { try Self.make(name, in: folder) }
            descriptor = try Self.open(name, in: folder)
        } catch {
            throw FilesError(error, at: NameRules.stateFolder)
        }
    }

    private static func make(_ name: String, in folder: Descriptor) throws(Errno) {
        do throws(Errno) {
            _ = try SystemCall.value { mkdirat(folder.number, name, 0o700) }
        } catch {
            guard error.number == EEXIST else { throw error }
        }
    }

    private static func open(_ name: String, in folder: Descriptor) throws(Errno) -> Descriptor {
        let opened = try SystemCall.open(name, in: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        // What others can write to is no place to take uploads and manifests from.
        let status = try SystemCall.status(opened)
        guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else { throw Errno(EACCES) }
        return opened
    }

    /// A folder in this one, made where it is not there, unless `makes` is false.
    func folder(_ name: String, makes: Bool = true) throws(FilesError) -> StateFolder {
        try StateFolder(name, in: descriptor, makes: makes)
    }

    /// The names in it, in no order.
    func names() throws(FilesError) -> [String] {
        do throws(Errno) {
            let reader = try FolderReader(descriptor)
            var names: [String] = []
            while let name = try reader.next() { names.append(name.text) }
            return names
        } catch {
            throw FilesError(error, at: NameRules.stateFolder)
        }
    }

    /// The stamp of a file in it; nil where there is none.
    func stamp(_ name: String) -> FileStamp? {
        (try? SystemCall.status(name, in: descriptor)).map { FileStamp($0) }
    }

    /// The bytes of a file in it; nil where there is none, or where it has more than `limit` bytes.
    func contents(of name: String, limit: Int) -> [UInt8]? {
        guard let file = try? SystemCall.open(name, in: descriptor, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
            let status = try? SystemCall.status(file), FileKind(status) == .file, status.st_size <= limit
        else { return nil }
        var bytes = ByteBuffer()
        guard (try? file.read(at: 0, count: Int(status.st_size), into: &bytes)) != nil else { return nil }
        return Array(bytes.readableBytesView)
    }

    /// Gives a file in it these bytes, all at once: whoever reads it finds the old ones or the new ones. They are not
    /// synchronised with the disk, so that a power failure may lose or cut them.
    func write(_ bytes: ByteBuffer, to name: String) throws(FilesError) {
        let draft = UnfinishedFile.newName()
        do throws(Errno) {
            let file = try SystemCall.open(
                draft, in: descriptor, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o644)
            do throws(Errno) {
                try file.write(bytes, at: 0)
                _ = try SystemCall.value { renameat(descriptor.number, draft, descriptor.number, name) }
            } catch {
                remove(draft)
                throw error
            }
        } catch {
            throw FilesError(error, at: NameRules.stateFolder)
        }
    }

    /// Removes a file in it, if there is one.
    func remove(_ name: String) { _ = unlinkat(descriptor.number, name, 0) }
}
