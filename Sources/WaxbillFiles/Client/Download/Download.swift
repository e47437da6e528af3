import NIOCore
import NIOHTTP1
import NIOPosix
import WaxbillNIO

/// What is known of a file that is being received: what has come, and what belongs there.
struct KnownContent: Sendable {
    let ledger: BlockLedger
    let manifest: FileManifest
    /// The server's version of the file that the manifest is about.
    let entityTag: String?
    /// How many good bytes were there before anything was fetched.
    let present: UInt64
}

/// Receives one file: what is there already is checked, what is missing is fetched, and all is verified before it gets its name.
struct Download: Sendable {
    /// How often a file may change at the server while it is received.
    private static let mostVersions = 5

    let client: FilesClient
    let remote: ServedPath
    /// Where it goes; nil: it is verified and not kept.
    let place: ReceivingPlace?
    let meter: TransferMeter
    /// Whose connections are used; nil: any.
    var eventLoop: (any EventLoop)?

    /// Receives a short file on the event loop of its connection, so that no other thread has to be woken for its few steps.
    /// - Throws: ``FilesClientError``.
    func runOnEventLoop() async throws -> ReceivedFile {
        var download = self
        if let eventLoop = MultiThreadedEventLoopGroup.currentEventLoop {
            download.eventLoop = eventLoop
            return try await download.run()
        }
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        download.eventLoop = eventLoop
        return try await withTaskExecutorPreference(EventLoopTaskExecutor(eventLoop)) { [download] in
            try await download.run()
        }
    }

    /// Receives the file.
    /// - Throws: ``FilesClientError``.
    func run() async throws -> ReceivedFile {
        let start = ContinuousClock.now
        let file = try place?.begin()
        var known: KnownContent?
        var (versions, failures, moved) = (0, 0, UInt64(0))
        while true {
            do {
                let content: KnownContent
                if let known { content = known } else { content = try await begin(file) }
                known = content
                try await fetchMissing(content, file)
                try keep(file, content)
                return ReceivedFile(self, content, ContinuousClock.now - start)
            } catch let error as FilesClientError {
                if error.isOfOtherVersion {
                    known = nil
                    versions += 1
                    guard versions < Self.mostVersions else { throw FilesClientError.otherVersion }
                } else {
                    // Who gets on is not at the end of their patience.
                    failures = meter.moved > moved ? 1 : failures + 1
                    guard error.isOfConnection, meter.moved > 0, failures <= client.configuration.retries else {
                        throw error
                    }
                    moved = meter.moved
                    try await Task.sleep(for: .milliseconds(200 * failures))
                }
            }
        }
    }

    /// Checks what is there, or, where there is nothing, fetches the whole file.
    private func begin(_ file: IncomingFile?) async throws -> KnownContent {
        let size = try FilesClientError.local { () throws(FilesError) in try file?.size() ?? 0 }
        guard let file, size > 0 else { return try await fetchWhole(file) }
        let (manifest, entityTag) = try await fetchManifest(nil, nil)
        let ledger = BlockLedger(BlockGrid(size: manifest.size))
        try ledger.expect(manifest.leaves)
        meter.set(size: manifest.size)
        meter.set(isChecking: true)
        defer { meter.set(isChecking: false) }
        if size > manifest.size {
            try FilesClientError.local { () throws(FilesError) in try file.truncate(to: manifest.size) }
        }
        try await PresenceCheck(ledger: ledger, file: file, size: min(size, manifest.size), meter: meter)
            .run(on: client.workers)
        meter.set(present: ledger.goodBytes)
        return KnownContent(
            ledger: ledger, manifest: manifest, entityTag: entityTag, present: ledger.goodBytes)
    }

    /// Fetches the blocks that are missing or wrong, again where they are wrong again.
    private func fetchMissing(_ content: KnownContent, _ file: IncomingFile?) async throws {
        for _ in 0...client.configuration.retries {
            let missing = content.ledger.missing
            if missing.isEmpty { return }
            for blocks in missing { try await fetch(blocks, content, file) }
        }
        guard content.ledger.missing.isEmpty else {
            throw content.ledger.firstRefusal ?? .malformedAnswer("blocks are missing")
        }
    }

    /// Gives the verified file its name, after its manifest is there.
    private func keep(_ file: IncomingFile?, _ content: KnownContent) throws {
        guard let file, let place else { return }
        try place.keep(file, content.manifest, syncs: client.configuration.syncs)
    }
}
