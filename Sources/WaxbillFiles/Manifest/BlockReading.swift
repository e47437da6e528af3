import WaxbillProofs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Hashes blocks of an open file. Everything here may block.
enum BlockReading {
    /// How many bytes are read at once: few enough to be hashed from the processor's cache.
    private static let pieceSize = 1 << 18

    /// The hashes of some blocks of a file that had `stamp` when it was opened.
    /// - Throws: `fileChanged` where the file ends before, `unreadable`.
    static func leaves(
        of blocks: Range<Int>, in file: Descriptor, _ stamp: FileStamp
    ) throws(ManifestError) -> [MerkleHash] {
        let result = withUnsafeTemporaryAllocation(
            byteCount: max(1, min(pieceSize, Int(clamping: stamp.size))), alignment: 16
        ) { piece in
            Result { () throws(ManifestError) in
                var leaves: [MerkleHash] = []
                leaves.reserveCapacity(blocks.count)
                for block in blocks {
                    leaves.append(try leaf(ManifestFormat.range(ofBlock: block, size: stamp.size), file, piece))
                }
                return leaves
            }
        }
        return try result.get()
    }

    /// - Throws: `fileChanged` where the file is not as `stamp` says, `unreadable`.
    static func requireUnchanged(_ file: Descriptor, _ stamp: FileStamp) throws(ManifestError) {
        do throws(Errno) {
            guard FileStamp(try SystemCall.status(file)) == stamp else { throw Errno(ESTALE) }
        } catch {
            throw error.number == ESTALE ? .fileChanged : .unreadable(error.number)
        }
    }

    private static func leaf(
        _ range: Range<UInt64>, _ file: Descriptor, _ piece: UnsafeMutableRawBufferPointer
    ) throws(ManifestError) -> MerkleHash {
        var hasher = MerkleLeafHasher()
        var offset = range.lowerBound
        while offset < range.upperBound {
            let wanted = min(piece.count, Int(range.upperBound - offset))
            guard let position = off_t(exactly: offset) else { throw .tooLarge(size: range.upperBound) }
            let count: Int
            do throws(Errno) {
                count = try SystemCall.value { pread(file.number, piece.baseAddress, wanted, position) }
            } catch {
                throw .unreadable(error.number)
            }
            guard count > 0 else { throw .fileChanged }
            hasher.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            offset += UInt64(count)
        }
        return hasher.finalize()
    }
}
