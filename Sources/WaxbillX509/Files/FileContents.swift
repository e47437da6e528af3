#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads whole files of modest size: 16 MiB is more than any bundle of certificates has (the system's is about 230 kB).
package enum FileContents {
    /// The bytes of the file at `path`.
    /// - Parameter sizeLimit: the most bytes that are read; usually 16 MiB.
    /// - Throws: ``FileError`` when it cannot be opened or read, or has more than the limit (`EFBIG`).
    package static func read(_ path: String, sizeLimit: Int = 16 << 20) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path, code: errno) }
        defer { close(descriptor) }
        return try read(descriptor, path, sizeLimit)
    }

    /// The bytes of standard input up to its end.
    /// - Throws: ``FileError`` when it cannot be read, or has more than 16 MiB (`EFBIG`).
    package static func readStandardInput() throws(FileError) -> [UInt8] {
        try read(STDIN_FILENO, "standard input", 16 << 20)
    }

    private static func read(
        _ descriptor: Int32, _ path: String, _ sizeLimit: Int
    ) throws(FileError) -> [UInt8] {
        var contents: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fill(&block, from: descriptor)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("read", path, code: errno) }
            guard count > 0 else { return contents }
            guard contents.count + count <= sizeLimit else { throw FileError("read", path, code: EFBIG) }
            contents += block[..<count]
        }
    }

    private static func fill(_ block: inout [UInt8], from descriptor: Int32) -> Int {
        block.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
    }
}

/// `read(2)`, which the method of the same name hides.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
