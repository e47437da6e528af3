#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The number with which a system call failed.
struct Errno: Error, Hashable, Sendable {
    let number: CInt

    init(_ number: CInt) { self.number = number }
}

/// System calls that throw where they fail.
enum SystemCall {
    /// Makes a call, again for as long as signals interrupt it.
    @inline(__always)
    static func value<Number: SignedInteger>(_ call: () -> Number) throws(Errno) -> Number {
        while true {
            let result = call()
            guard result == -1 else { return result }
            let number = errno
            guard number == EINTR else { throw Errno(number) }
        }
    }

    /// Opens `name` below `folder`, never inherited by another program.
    static func open(
        _ name: String, in folder: Descriptor, _ flags: CInt, mode: mode_t = 0
    ) throws(Errno) -> Descriptor {
        Descriptor(owning: try value { openat(folder.number, name, flags | O_CLOEXEC, mode) })
    }

    /// What the file system knows of an open file.
    static func status(_ descriptor: Descriptor) throws(Errno) -> stat {
        var status = stat()
        _ = try value { fstat(descriptor.number, &status) }
        return status
    }

    /// What the file system knows of `name` in `folder`; of the link itself, if it is one.
    static func status(_ name: String, in folder: Descriptor) throws(Errno) -> stat {
        var status = stat()
        _ = try value { fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) }
        return status
    }

    /// The bytes that a symbolic link holds.
    static func target(ofLink name: String, in folder: Descriptor) throws(Errno) -> [UInt8] {
        let limit = Int(PATH_MAX)
        var buffer = [CChar](repeating: 0, count: limit)
        let count = try value { readlinkat(folder.number, name, &buffer, limit) }
        // A target that fills the buffer may have been cut off.
        guard count < limit else { throw Errno(ENAMETOOLONG) }
        return buffer.prefix(count).map { UInt8(bitPattern: $0) }
    }
}

extension SystemCall {
    /// How a folder is opened that is only gone through: on Linux without the permission to read it.
    static var searching: CInt {
        #if os(Linux)
        // O_PATH, which Swift does not import.
        0o10_000_000
        #else
        O_RDONLY
        #endif
    }

    /// Writes to the disk which names a folder has.
    static func synchronize(folder: Descriptor) throws(Errno) {
        let readable: Descriptor
        do throws(Errno) {
            readable = try open(".", in: folder, O_RDONLY | O_DIRECTORY)
        } catch {
            // Who may not read a folder cannot ask for it to be synchronised.
            if error.number == EACCES { return }
            throw error
        }
        do throws(Errno) {
            _ = try value { fsync(readable.number) }
        } catch {
            // Some file systems have nothing to synchronise, and say so.
            guard error.number == EINVAL || error.number == EOPNOTSUPP else { throw error }
        }
    }
}
