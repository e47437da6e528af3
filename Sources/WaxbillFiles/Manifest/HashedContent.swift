import WaxbillProofs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The hashes of a file's blocks and the root over them, whatever the file is called.
struct HashedContent: Sendable, Hashable {
    let leaves: [MerkleHash]
    let root: MerkleHash

    init(leaves: [MerkleHash]) {
        self.leaves = leaves
        var builder = MerkleRootBuilder()
        builder.append(contentsOf: leaves)
        root = builder.root
    }
}

extension FileTime {
    /// The time of the system's clock.
    static var now: FileTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FileTime(seconds: Int64(time.tv_sec), nanoseconds: UInt32(clamping: time.tv_nsec))
    }

    /// This time so many nanoseconds before.
    fileprivate func earlier(byNanoseconds count: Int64) -> FileTime {
        let (seconds, rest) = count.quotientAndRemainder(dividingBy: 1_000_000_000)
        let nanoseconds = Int64(nanoseconds) - rest
        let borrow: Int64 = nanoseconds < 0 ? 1 : 0
        return FileTime(
            seconds: self.seconds &- seconds &- borrow, nanoseconds: UInt32(nanoseconds + borrow * 1_000_000_000))
    }
}

extension FileStamp {
    /// Whether a change of the content at `time` or later gives the file another stamp.
    ///
    /// Where the file changed just before, the clock that file systems take times from may not have ticked since, so that what is read at
    /// `time` can change once more and look the same. The kernel's ticks take 10 ms at most; file systems without fractions of seconds keep
    /// every second one at worst (FAT).
    func isSettled(at time: FileTime) -> Bool {
        let hasFractions = modified.nanoseconds != 0 || changed.nanoseconds != 0
        let limit = time.earlier(byNanoseconds: hasFractions ? 100_000_000 : 2_000_000_000)
        return changed < limit && (modified < limit || modified > time)
    }
}
