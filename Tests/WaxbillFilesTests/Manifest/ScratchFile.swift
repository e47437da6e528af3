import Foundation
import WaxbillProofs
import WaxbillTestSupport

@testable import WaxbillFiles

/// A file with pseudo-random content, open for reading, gone with its last reference.
final class ScratchFile: Sendable {
    let folder: TemporaryDirectory
    let path: String
    let descriptor: Descriptor
    /// What the file was when it was made.
    let stamp: FileStamp
    /// The hashes of its blocks.
    let leaves: [MerkleHash]

    init(size: Int, seed: UInt64 = 1) throws {
        folder = try TemporaryDirectory()
        path = folder.path("content")
        let content = Self.content(size, seed)
        try Data(content).write(to: URL(fileURLWithPath: path))
        descriptor = Descriptor(owning: open(path, O_RDONLY | O_CLOEXEC))
        stamp = FileStamp(try SystemCall.status(descriptor))
        leaves = stride(from: 0, to: size, by: 1 << 20).map { MerkleHash(leaf: content[$0..<min($0 + 1 << 20, size)]) }
    }

    /// What the file is now.
    var currentStamp: FileStamp {
        get throws { FileStamp(try SystemCall.status(descriptor)) }
    }

    /// Writes over some of the content, or behind it.
    func write(_ bytes: [UInt8], at offset: Int) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    /// Makes the file shorter or longer.
    func truncate(to size: Int) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.truncate(atOffset: UInt64(size))
        try handle.close()
    }

    /// 8 bytes drawn, the rest counted: different in every block, and quick.
    private static func content(_ size: Int, _ seed: UInt64) -> [UInt8] {
        var content = [UInt8](repeating: UInt8(truncatingIfNeeded: seed), count: size)
        let random = SeededRandomSource(seed: seed)
        for start in stride(from: 0, to: size, by: 4096) {
            for (index, byte) in random.bytes(8).enumerated() where start + index < size {
                content[start + index] = byte
            }
        }
        return content
    }
}
