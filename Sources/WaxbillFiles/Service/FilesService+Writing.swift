import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import WaxbillHummingbird
import WaxbillProofs

extension FilesService {
    /// PUT.
    func put(_ target: RequestTarget, _ exchange: Exchange, _ content: RequestContent) async throws -> Answer {
        if case .upload(let root) = target.aspect { return try await upload(target.path, root, exchange, content) }
        // RFC 9110, Section 14.4: whoever does not know what part of a PUT this is must not take it for all.
        guard !exchange.fields.contains(.contentRange) else {
            throw FilesError(.badRequest, "Content-Range needs \"?upload\"")
        }
        if target.path.isFolder { return try await makeFolder(target.path, exchange, content) }
        try await admit(content.promisedSize ?? 0, target.path, exchange)
        let incoming = try await files.receive(target.path)
        let hashes = exchange.wantsManifest ? ContentHashes() : nil
        let position = WritePosition()
        var sink = sink(exchange) { bytes in
            hashes?.update(bytes)
            try incoming.write(bytes, at: UInt64(position.advance(by: bytes.readableBytes)))
        }
        while let bytes = try await content.next() {
            try checkSize(content.receivedSize, target.path)
            try await sink.take(bytes)
        }
        try await sink.finish()
        let completion = try await files.complete(incoming, if: condition(exchange))
        return try await written(completion, target.path, hashes?.finish(), exchange)
    }

    /// DELETE.
    func delete(_ target: RequestTarget, _ exchange: Exchange) async throws -> Answer {
        try await files.remove(target.path, if: condition(exchange))
        return Answer(.noContent)
    }

    private func makeFolder(
        _ path: ServedPath, _ exchange: Exchange, _ content: RequestContent
    ) async throws -> Answer {
        try await content.requireNone()
        let isNew = try await files.makeFolder(path)
        guard isNew || exchange.fields[.ifNoneMatch] != "*" else {
            throw FilesError(.preconditionFailed, "\(path.text) is there already")
        }
        return Answer(isNew ? .created : .noContent, isNew ? [.location: path.description] : [:])
    }

    /// Refuses what would be refused at the end, before content travels.
    func admit(_ size: Int, _ path: ServedPath, _ exchange: Exchange) async throws {
        try checkSize(size, path)
        guard !path.isFolder else { throw FilesError(.isAFolder, "\(path.text) is the path of a folder") }
        let conditions = RequestConditions(exchange.request)
        do {
            let entry = try await files.entry(path)
            guard !entry.isFolder else { throw FilesError(.isAFolder, "\(path.text) is a folder") }
            guard conditions.verdict(for: .init(entry.stamp)) == .proceed else { throw conditionFailed(path) }
        } catch let error as FilesError where error.code == .notFound {
            guard conditions.verdict(for: nil) == .proceed else { throw conditionFailed(path) }
        }
    }

    func checkSize(_ size: Int, _ path: ServedPath) throws(FilesError) {
        guard size <= maximumUpload else {
            throw FilesError(.tooLarge, "\(path.text): a file may have \(maximumUpload) bytes")
        }
    }

    private func conditionFailed(_ path: ServedPath) -> FilesError {
        FilesError(.preconditionFailed, "\(path.text) is not as the request's conditions want it")
    }

    /// The request's conditions, for the moment in which the name is given or taken.
    func condition(_ exchange: Exchange) -> NameCondition {
        let conditions = RequestConditions(exchange.request)
        guard conditions.areThere else { return .none }
        if exchange.request.method == .put, conditions.isAbsenceOnly { return .absent }
        return .matching { conditions.verdict(for: $0.map { .init($0) }) == .proceed }
    }

    func sink(_ exchange: Exchange, write: @escaping ContentSink.Write) -> ContentSink {
        ContentSink(pool: pool, eventLoop: exchange.channel.eventLoop, memory: memory, write: write)
    }

    /// The answer when a file has got its name.
    /// - Parameter leaves: the hashes of its blocks, where they are known.
    func written(
        _ completion: IncomingFile.Completion, _ path: ServedPath, _ leaves: [MerkleHash]?, _ exchange: Exchange
    ) async throws -> Answer {
        var fields: HTTPFields = [
            .eTag: completion.stamp.entityTag, .lastModified: HTTPDate.format(completion.stamp.modified.seconds),
        ]
        if completion.isNew { fields[.location] = path.description }
        if exchange.wantsManifest, let leaves {
            fields[.manifest] = await manifestField(leaves, completion.stamp, path)
        }
        return Answer(completion.isNew ? .created : .noContent, fields)
    }
}

/// Where the next bytes of a file go.
final class WritePosition: @unchecked Sendable {
    // Only one job of the pool writes at a time.
    private var position = 0

    /// - Returns: the position before.
    func advance(by count: Int) -> Int {
        defer { position += count }
        return position
    }
}
