import Foundation
import NIOCore
import Synchronization
import Testing
import WaxbillTestSupport

@testable import WaxbillFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Links are swapped in while requests are being served.
@Suite(.serialized) struct LinkRaceTests {
    /// Does something over and over on a thread of its own while `body` runs.
    private func during<Value>(_ swap: @escaping @Sendable () -> Void, _ body: () throws -> Value) rethrows -> Value {
        let ended = DispatchSemaphore(value: 0)
        let flag = StopFlag()
        let thread = Thread {
            while !flag.isSet { swap() }
            ended.signal()
        }
        thread.start()
        defer {
            flag.set()
            ended.wait()
        }
        return try body()
    }

    private final class StopFlag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }

    /// What opening gave over all rounds.
    private func openMany(_ yard: FolderYard, _ target: String, rounds: Int) throws -> (read: Int, refused: Int) {
        let path = try ServedPath(requestTarget: target)
        var (read, refused) = (0, 0)
        for _ in 0..<rounds {
            do throws(FilesError) {
                let file = try yard.folder.open(path)
                #expect(String(buffer: try file.read(at: 0, count: 100)) == "inside")
                read += 1
            } catch {
                #expect([.notFound, .linkLeavesFolder, .notAFolder].contains(error.code))
                if error.code == .linkLeavesFolder { refused += 1 }
            }
        }
        return (read, refused)
    }

    @Test(arguments: ["../outside", "ABSOLUTE", "dir/../../outside"])
    func neverLeavesThroughASwappedFolder(target: String) throws {
        let yard = try FolderYard()
        try yard.makeFolder("real")
        try yard.makeFolder("dir")
        try yard.write("inside", to: "real/secret")
        yard.link("bad", to: target == "ABSOLUTE" ? yard.outside : target)
        let served = yard.served
        let swap: @Sendable () -> Void = {
            rename(served + "/real", served + "/swap")
            rename(served + "/swap", served + "/real")
            rename(served + "/bad", served + "/swap")
            rename(served + "/swap", served + "/bad")
        }
        let outcome = try during(swap) { try openMany(yard, "/swap/secret", rounds: 40_000) }
        // Both were met, or the race was none.
        #expect(outcome.read > 0)
        #expect(outcome.refused > 0)
    }

    @Test func neverLeavesThroughASwappedFile() throws {
        let yard = try FolderYard()
        try yard.write("inside", to: "real")
        yard.link("bad", to: "../outside/secret")
        let served = yard.served
        let swap: @Sendable () -> Void = {
            // The name is always taken, by one or by the other.
            link(served + "/real", served + "/next")
            rename(served + "/next", served + "/swap")
            symlink("../outside/secret", served + "/next")
            rename(served + "/next", served + "/swap")
        }
        let outcome = try during(swap) { try openMany(yard, "/swap", rounds: 40_000) }
        #expect(outcome.read > 0)
        #expect(outcome.refused > 0)
    }

    @Test func neverLeavesWhenFoldersMoveUp() throws {
        let yard = try FolderYard()
        // "up" leads to the served folder from where it is made, and out of it from where it is moved to.
        try yard.makeFolder("a/deep")
        try yard.makeFolder("outside")
        try yard.write("inside", to: "outside/secret")
        yard.link("a/deep/up", to: "../../outside/secret")
        let served = yard.served
        let swap: @Sendable () -> Void = {
            rename(served + "/a/deep", served + "/deep")
            rename(served + "/deep", served + "/a/deep")
        }
        let outcome = try during(swap) {
            let first = try openMany(yard, "/a/deep/up", rounds: 20_000)
            let second = try openMany(yard, "/deep/up", rounds: 20_000)
            return (read: first.read + second.read, refused: first.refused + second.refused)
        }
        #expect(outcome.read > 0)
        #expect(outcome.refused > 0)
    }

    @Test func neverWritesOutside() throws {
        let yard = try FolderYard()
        try yard.makeFolder("real")
        yard.link("bad", to: "../outside")
        let served = yard.served
        var written = 0
        let swap: @Sendable () -> Void = {
            rename(served + "/real", served + "/swap")
            rename(served + "/swap", served + "/real")
            rename(served + "/bad", served + "/swap")
            rename(served + "/swap", served + "/bad")
        }
        try during(swap) {
            let path = try ServedPath(requestTarget: "/swap/new")
            for round in 0..<2_000 {
                do throws(FilesError) {
                    let file = round % 2 == 0 ? try yard.folder.receive(path) : try yard.folder.receivePart(path)
                    try file.write(ByteBuffer(string: "new"), at: 0)
                    _ = try file.complete(isSynchronized: false)
                    written += 1
                } catch {}
                _ = try? yard.folder.makeFolder(try ServedPath(requestTarget: "/swap/newdir/"))
                try? yard.folder.remove(try ServedPath(requestTarget: "/swap/secret"))
            }
        }
        #expect(written > 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: yard.outside) == ["secret"])
        #expect(try yard.directory.text("outside/secret") == FolderYard.secret)
    }
}
