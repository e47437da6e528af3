import NIOCore
import NIOHTTP1
import WaxbillHTTPClient

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Download {
    /// Fetches the whole file, and its manifest: with it where it is short, else over a second connection at the same time, since
    /// the server may still be making it.
    func fetchWhole(_ file: IncomingFile?) async throws -> KnownContent {
        try await client.withConnection(on: eventLoop) { connection in
            let receiver = BlockReceiver(nil, destination(file))
            let answer = connection.begin(
                .GET, remote.description, ["Want-Manifest": "?1", "Accept": "*/*;q=0.1, application/json"],
                bodyCount: nil, receiver)
            connection.finish()
            let (head, ledger) = try await withTaskCancellationHandler {
                try await receiver.head()
            } onCancel: {
                connection.close()
            }
            let entityTag = head.headers.first(name: "ETag")
            let manifest: FileManifest
            if let field = head.headers.first(name: "Manifest") {
                manifest = try inlineManifest(field, connection, ledger)
                try await finish(answer, receiver, connection)
            } else {
                manifest = try await withThrowingTaskGroup(of: FileManifest?.self) { group in
                    group.addTask { try await fetchManifest(ledger, entityTag).0 }
                    group.addTask {
                        try await finish(answer, receiver, connection)
                        return nil
                    }
                    // What fails first ends the other as well.
                    var manifest: FileManifest?
                    for try await result in group { manifest = result ?? manifest }
                    guard let manifest else { throw FilesClientError.malformedAnswer("there is no manifest") }
                    return manifest
                }
            }
            return KnownContent(ledger: ledger, manifest: manifest, entityTag: entityTag, present: 0)
        }
    }

    /// Fetches adjacent blocks of the version that is known.
    func fetch(_ blocks: Range<Int>, _ content: KnownContent, _ file: IncomingFile?) async throws {
        let bytes = content.ledger.grid.bytes(of: blocks)
        var fields: HTTPHeaders = ["Range": "bytes=\(bytes.lowerBound)-\(max(bytes.upperBound, 1) - 1)"]
        if let entityTag = content.entityTag { fields.add(name: "If-Match", value: entityTag) }
        try await client.withConnection(on: eventLoop) { connection in
            let receiver = BlockReceiver((content.ledger, blocks), destination(file))
            let answer = connection.begin(.GET, remote.description, fields, bodyCount: nil, receiver)
            connection.finish()
            try await finish(answer, receiver, connection)
        }
    }

    /// Fetches the manifest of a version, and verifies who signed it.
    /// - Parameters:
    ///   - ledger: gets the leaves as they come.
    ///   - entityTag: the version; nil: whichever there is.
    func fetchManifest(_ ledger: BlockLedger?, _ entityTag: String?) async throws -> (FileManifest, String?) {
        var fields: HTTPHeaders = [:]
        if let entityTag { fields.add(name: "If-Match", value: entityTag) }
        return try await client.withConnection(on: eventLoop) { connection in
            let receiver = ManifestReceiver(ledger)
            _ = try await connection.perform(.GET, remote.description + "?manifest", fields, receiver)
            let (manifest, version) = try receiver.manifest()
            guard entityTag == nil || version == entityTag else { throw FilesClientError.otherVersion }
            try client.verify(manifest, of: remote, peer: client.signer(of: connection))
            return (manifest, version)
        }
    }

    private func destination(_ file: IncomingFile?) -> BlockDestination {
        BlockDestination(file: file, meter: meter, workers: client.workers)
    }

    /// Waits for the end of the answer, and until all that came is written. What hindered the writing counts more than what followed.
    private func finish(
        _ answer: LaterResult<HTTPResponseHead>, _ receiver: BlockReceiver, _ connection: HTTPConnection
    ) async throws {
        do { _ = try await connection.answer(answer) } catch {
            try await receiver.done()
            throw error
        }
        try await receiver.done()
    }

    /// The manifest in a field of the answer (RFC 9651, Section 3.3.5).
    private func inlineManifest(
        _ field: String, _ connection: HTTPConnection, _ ledger: BlockLedger
    ) throws(FilesClientError) -> FileManifest {
        let manifest = try FileManifest(field: field)
        guard manifest.size == ledger.grid.size else {
            throw .contentRefused(.otherFile("the manifest is for \(manifest.size) bytes"))
        }
        try client.verify(manifest, of: remote, peer: client.signer(of: connection))
        try ledger.expect(manifest.leaves)
        return manifest
    }
}

extension FileManifest {
    /// The manifest in the field `Manifest`: a byte sequence of RFC 9651, Section 3.3.5.
    init(field: String) throws(FilesClientError) {
        guard field.hasPrefix(":"), field.hasSuffix(":"), field.utf8.count >= 2,
            let bytes = Data(base64Encoded: Data(field.utf8.dropFirst().dropLast()))
        else { throw .contentRefused(.malformedManifest("the field Manifest is no byte sequence")) }
        do throws(ManifestError) {
            try self.init(decoding: ByteBuffer(bytes: bytes))
        } catch {
            throw FilesClientError(error)
        }
    }
}
