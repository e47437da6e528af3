import Testing
import WaxbillProofs
import WaxbillTLS

@testable import WaxbillFiles

/// What is kept in memory is bounded, and is dropped when it is no longer true.
struct ManifestMemoryTests {
    private func stamp(_ inode: UInt64, modified: Int64 = 1) -> FileStamp {
        let time = FileTime(seconds: modified, nanoseconds: 1)
        return FileStamp(device: 1, inode: inode, size: 10, modified: time, changed: time)
    }

    private func content(_ inode: UInt64) -> HashedContent {
        HashedContent(leaves: [MerkleHash(leaf: Array("\(inode)".utf8))])
    }

    private let statement = SignedStatement(contents: [1], scheme: .ed25519, signature: [2], certificates: [[3]])

    @Test func dropsWhatWasNotUsedForLongest() {
        var memory = ManifestMemory(limit: 100_000)
        for inode in 0..<1000 as Range<UInt64> {
            memory.keep(content(inode), stamp(inode))
            #expect(memory.size <= 100_000)
            // The first one is used all the time.
            #expect(memory.content(stamp(0)) == content(0))
        }
        #expect((200...320).contains(memory.count))
        #expect(memory.content(stamp(999)) != nil)
        #expect(memory.content(stamp(1)) == nil)
    }

    @Test func anEarlierStateIsGone() {
        var memory = ManifestMemory(limit: 100_000)
        memory.keep(content(1), stamp(1, modified: 1))
        let size = memory.size
        memory.keep(content(2), stamp(1, modified: 2))
        #expect(memory.content(stamp(1, modified: 1)) == nil)
        #expect(memory.content(stamp(1, modified: 2)) == content(2))
        #expect(memory.count == 1 && memory.size == size)
    }

    @Test func statementsAreOfAPathAndARoot() {
        var memory = ManifestMemory(limit: 100_000)
        memory.keep(statement, "/x", stamp(1), content(1).root)
        #expect(memory.statement("/x", stamp(1), content(1).root) == nil)
        memory.keep(content(1), stamp(1))
        memory.keep(statement, "/caf\u{e9}", stamp(1), content(1).root)
        #expect(memory.statement("/caf\u{e9}", stamp(1), content(1).root) == statement)
        #expect(memory.statement("/cafe\u{301}", stamp(1), content(1).root) == nil)
        #expect(memory.statement("/caf\u{e9}", stamp(1), content(2).root) == nil)
        #expect(memory.statement("/caf\u{e9}", stamp(1, modified: 2), content(1).root) == nil)
    }

    @Test func aFileOfManyNamesStaysBounded() {
        var memory = ManifestMemory(limit: 100_000)
        memory.keep(content(1), stamp(1))
        for index in 0..<1000 { memory.keep(statement, "/\(index)", stamp(1), content(1).root) }
        #expect(memory.size < 5000)
        #expect(memory.statement("/999", stamp(1), content(1).root) == statement)
    }

    @Test func whatIsLargerThanTheLimitIsNotKept() {
        var memory = ManifestMemory(limit: 1000)
        memory.keep(HashedContent(leaves: [MerkleHash](repeating: .emptyRoot, count: 100)), stamp(1))
        #expect(memory.count == 0 && memory.size == 0)
    }
}

/// When a file's times are enough to tell that it changes.
struct SettledStampTests {
    private func stamp(modified: FileTime, changed: FileTime) -> FileStamp {
        FileStamp(device: 1, inode: 1, size: 1, modified: modified, changed: changed)
    }

    private func time(_ milliseconds: Int64, extra: UInt32 = 0) -> FileTime {
        FileTime(seconds: milliseconds / 1000, nanoseconds: UInt32(milliseconds % 1000) * 1_000_000 + extra)
    }

    @Test(
        arguments: [
            (5000, 5000, 5101, true), (5000, 5000, 5100, false), (5000, 5000, 5000, false), (5000, 5000, 4000, false),
            (1000, 5000, 5050, false), (5000, 1000, 5050, false), (5000, 1000, 5200, true),
            // Set to a time to come by a program; the other time cannot be.
            (90_000, 5000, 5200, true), (90_000, 5000, 5050, false),
        ] as [(Int64, Int64, Int64, Bool)])
    func isSettled(modified: Int64, changed: Int64, now: Int64, isSettled: Bool) {
        let stamp = stamp(modified: time(modified, extra: 1), changed: time(changed, extra: 1))
        #expect(stamp.isSettled(at: time(now, extra: 1 + (isSettled ? 1 : 0))) == isSettled)
    }

    /// File systems that count in seconds.
    @Test(arguments: [(7001, true), (7000, false), (6500, false)] as [(Int64, Bool)])
    func wholeSeconds(now: Int64, isSettled: Bool) {
        #expect(stamp(modified: time(5000), changed: time(5000)).isSettled(at: time(now)) == isSettled)
    }
}
