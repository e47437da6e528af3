import Foundation
import Synchronization
import Testing
import WaxbillX509

@testable import WaxbillBank

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What is on the disk when, and what becomes of an outbox whose client stops in between.
@Suite struct OutboxSynchronizingTests {
    private let yard = OutboxYard()

    /// What was there when something was brought to the disk.
    private struct Moment: Hashable {
        /// What was: the folder, the one above it, or a file.
        let what: String
        let names: [String]
        let size: Int
    }

    private final class Disk: Sendable {
        let moments = Mutex<[Moment]>([])
        /// Which call fails, from 0; nil: none.
        let failing: Int?

        init(failing: Int? = nil) { self.failing = failing }

        func synchronize(_ descriptor: Int32, _ folder: String) -> Int32 {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let size = pread(descriptor, &bytes, bytes.count, 0)
            // Of a folder nothing can be read; the one above has this one in it.
            let isAbove = faccessat(descriptor, URL(fileURLWithPath: folder).lastPathComponent, F_OK, 0) == 0
            let what = size >= 0 ? "file" : isAbove ? "above" : "folder"
            return moments.withLock { moments in
                moments.append(Moment(what: what, names: names, size: max(0, size)))
                guard failing == moments.count - 1 else { return 0 }
                errno = EIO
                return -1
            }
        }
    }

    private func outbox(_ disk: Disk) -> Outbox {
        let path = yard.outbox.path
        return Outbox(path: path) { disk.synchronize($0, path) }
    }

    private func request(_ units: Int64 = 2500) throws -> PendingRequest {
        PendingRequest(key: .new(), server: "bank:8443", identity: "alice", command: try .testDeposit(units))
    }

    /// The folder's own name, then all of the file before it has its name, then the name: nothing that a loss of power leaves is
    /// half a request, and nothing is sent that it may take.
    @Test func eachStepIsOnTheDiskBeforeTheNext() throws {
        let disk = Disk()
        let request = try request()
        let kept = try outbox(disk).keep(request)
        let moments = disk.moments.withLock { $0 }
        #expect(moments.map(\.what) == ["above", "file", "folder"])
        #expect(moments.map(\.size) == [0, request.encoded.count, 0])
        let name = "\(request.key).json"
        #expect(moments.map { $0.names.contains(name) } == [false, false, true])
        #expect(yard.names == [name])
        withExtendedLifetime(kept) {}
        // The folder is there now.
        _ = try outbox(disk).keep(try self.request(1))
        #expect(disk.moments.withLock { $0.map(\.what) } == ["above", "file", "folder", "file", "folder"])
    }

    /// What the disk does not take is not kept, and so is not sent.
    @Test(arguments: [1, 2]) func whatTheDiskDoesNotTakeIsNotKept(failing: Int) throws {
        let error = #expect(throws: OutboxError.self) { try outbox(Disk(failing: failing)).keep(try request()) }
        #expect(error?.code == "outbox_failed")
        #expect(yard.names.isEmpty)
    }

    /// The client is killed before a step: what is there then can be worked with, and a request is either whole or not there.
    @Test(arguments: [0, 1, 2, 3]) func aClientMayStopAnywhere(step: Int) throws {
        let copy = OutboxYard()
        let path = yard.outbox.path
        let steps = Mutex(0)
        let outbox = Outbox(path: path) { _ in
            let isTheOne = steps.withLock { steps in
                steps += 1
                return steps == step + 1
            }
            if isTheOne { try? FileManager.default.copyItem(atPath: path, toPath: copy.outbox.path) }
            return 0
        }
        let request = try request()
        let kept = try outbox.keep(request)
        if step == 3 { try FileManager.default.copyItem(atPath: path, toPath: copy.outbox.path) }
        withExtendedLifetime(kept) {}
        let isThere = step >= 2
        #expect(try copy.outbox.requests().map(\.request) == (isThere ? [request] : []))
        if isThere {
            #expect(throws: OutboxError.waiting(request.key, summary: request.summary)) {
                try copy.outbox.keep(try self.request())
            }
            let taken = try copy.outbox.take(request.key)
            #expect(taken.isInDoubt && taken.request == request)
            taken.remove()
        }
        // Nobody waits for what was never kept.
        #expect(throws: Never.self) { try copy.outbox.keep(try self.request()) }
    }

    /// What a killed client left unfinished is removed once nobody can be writing it.
    @Test func abandonedDraftsAreRemoved() throws {
        try yard.write("half", ".new-1")
        try yard.write("half", ".new-2")
        let old = Date(timeIntervalSinceNow: -700)
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: "\(yard.outbox.path)/.new-1")
        #expect(try yard.outbox.requests().isEmpty)
        #expect(yard.names == [".new-2"])
    }
}
