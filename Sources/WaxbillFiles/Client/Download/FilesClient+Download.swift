import NIOPosix
import WaxbillNIO

extension FilesClient {
    /// Where tasks that receive short files run best: on the event loops of connections, so that a file wakes no other thread.
    package static let shortFileExecutors: [any TaskExecutor] = MultiThreadedEventLoopGroup.singleton.makeIterator()
        .map { EventLoopTaskExecutor($0) }

    /// Up to how many bytes the steps of a transfer cost more than its bytes.
    private static let shortFile: UInt64 = 1 << 20

    /// Makes the folders of a plan, those that have no files in them too.
    /// - Throws: ``FilesClientError``.
    public func makeFolders(of plan: TransferPlan, in folder: ReceivingFolder) throws {
        for path in plan.folders {
            _ = try FilesClientError.local { () throws(FilesError) in try folder.folder.makeFolder(path) }
        }
    }

    /// Receives a file and verifies it.
    /// - Parameters:
    ///   - folder: where it goes; nil: it is verified and not kept.
    ///   - existing: what becomes of a file that has the name already.
    ///   - meter: hears how far it is.
    /// - Returns: nil where the file was there and stays.
    /// - Throws: ``FilesClientError``. What came is kept as `NAME.part`.
    public func receive(
        _ file: PlannedFile, in folder: ReceivingFolder?, existing: ExistingFiles = .refuse,
        meter: TransferMeter = TransferMeter()
    ) async throws -> ReceivedFile? {
        let place = folder.map { ReceivingPlace(folder: $0, path: file.local, existing: existing) }
        if let place, existing != .overwrite, place.isTaken {
            guard existing == .skip else { throw FilesClientError.alreadyExists(path: place.text) }
            return nil
        }
        if let size = file.size { meter.set(size: size) }
        let download = Download(client: self, remote: file.remote, place: place, meter: meter)
        let isShort = file.size.map { $0 <= FilesClient.shortFile } ?? false
        return isShort ? try await download.runOnEventLoop() : try await download.run()
    }
}
