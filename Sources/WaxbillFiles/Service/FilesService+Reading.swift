import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import WaxbillHummingbird

extension FilesService {
    /// What opening a file for a request came to.
    private enum Opened: Sendable {
        case file(OpenFile)
        /// The file, and all that was asked for of it.
        case content(OpenFile, ByteBuffer)
    }

    /// GET and HEAD of a file.
    func read(_ target: RequestTarget, _ exchange: Exchange) async throws -> Answer {
        let opened: Opened
        do {
            opened = try await open(target.path, exchange.request)
        } catch let error as FilesError where error.code == .isAFolder {
            return try redirect(to: target.path.asFolder(true), exchange, orThrow: error)
        }
        let (file, content): (OpenFile, ByteBuffer?) =
            switch opened {
            case .file(let file): (file, nil)
            case .content(let file, let bytes): (file, bytes)
            }
        var answer = try answer(with: file, content, exchange)
        if answer.status.kind == .successful { answer.fields[.manifest] = await manifestField(of: file, exchange) }
        return answer
    }

    /// Up to which size a file is sent in one piece, which no memory is reserved for, in bytes.
    private static let largestWhole = TransferMemory.smallestChunk

    /// Opens a file and, where it is small and is all wanted, reads it as well: one visit to the pool is enough for most.
    private func open(_ path: ServedPath, _ request: HTTPRequest) async throws -> Opened {
        let folder = files.folder
        let readsAll = request.method == .get && !request.headerFields.contains(.range)
        let conditions = RequestConditions(request)
        return try await pool.runIfActive { () throws in
            let file = try folder.open(path)
            guard readsAll, file.size <= UInt64(Self.largestWhole),
                conditions.verdict(for: .init(file)) == .proceed
            else {
                return .file(file)
            }
            let size = Int(file.size)
            let bytes = try file.read(at: 0, count: size)
            return bytes.readableBytes == size ? .content(file, bytes) : .file(file)
        }
    }

    /// - Parameter content: what the file holds, where that has been read.
    private func answer(with file: OpenFile, _ content: ByteBuffer?, _ exchange: Exchange) throws -> Answer {
        let current = RequestConditions.Current(file)
        let conditions = RequestConditions(exchange.request)
        var fields = Self.fields(of: file)
        switch conditions.verdict(for: current) {
        case .proceed: break
        case .notModified: return Answer(.notModified, [.eTag: current.entityTag, .cacheControl: Self.caching])
        case .failed:
            throw FilesError(.preconditionFailed, "\(file.path.text) is not as the request's conditions want it")
        }
        guard let size = Int(exactly: file.size) else {
            throw FilesError(.tooLarge, "\(file.path.text) is too large")
        }
        let isRangeAllowed = exchange.request.method == .get && conditions.allowsRange(of: current)
        switch ByteRange(field: isRangeAllowed ? exchange.fields[.range] : nil, size: size) {
        case .notSatisfiable:
            var answer = Answer(FilesError(.rangeNotSatisfiable, "\(file.path.text) has \(size) bytes"))
            answer.fields[.contentRange] = "bytes */\(size)"
            return answer
        case .whole:
            fields[.contentLength] = String(size)
            let body = content.map { ResponseBody(byteBuffer: $0) } ?? stream(file, 0..<size, exchange)
            return Answer(.ok, fields, body: body)
        case .part(let range):
            fields[.contentLength] = String(range.count)
            fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Answer(.partialContent, fields, body: stream(file, range, exchange))
        }
    }

    /// Where a browser asks for a folder without the `/` at its end, the links on the page need it.
    private func redirect(to folder: ServedPath, _ exchange: Exchange, orThrow error: FilesError) throws -> Answer {
        guard AcceptedTypes(field: exchange.fields[.accept]).names("text/html") else { throw error }
        var answer = Answer(error)
        answer.status = .movedPermanently
        answer.fields[.location] = folder.description
        return answer
    }

    private static let caching = "private, no-cache"

    private static func fields(of file: OpenFile) -> HTTPFields {
        var fields = fileFields
        fields[.contentType] = ContentType.of(name: file.path.name ?? "")
        fields[.eTag] = file.entityTag
        fields[.lastModified] = HTTPDate.format(file.stamp.modified.seconds)
        return fields
    }

    /// What goes with every file. The browser has the client's certificate, and no file may use it: nothing runs, nothing is
    /// loaded, and other sites get nothing to embed.
    private static let fileFields: HTTPFields = [
        .acceptRanges: "bytes", .cacheControl: caching, .xContentTypeOptions: "nosniff",
        .contentSecurityPolicy: "sandbox; default-src 'none'; frame-ancestors 'none'",
        .crossOriginResourcePolicy: "same-origin",
    ]

    /// Sends a part of a file, and reads the next chunk while one is being written.
    private func stream(_ file: OpenFile, _ range: Range<Int>, _ exchange: Exchange) -> ResponseBody {
        ResponseBody(contentLength: range.count) { [self] writer in
            var position = range.lowerBound
            var reading = readChunk(of: file, position..<range.upperBound, exchange)
            while position < range.upperBound {
                let chunk = try await reading.get()
                // What is missing is not made up: the client sees that the connection ends early.
                guard chunk.bytes.readableBytes > 0 else { throw FileHasShrunk() }
                position += chunk.bytes.readableBytes
                if position < range.upperBound { reading = readChunk(of: file, position..<range.upperBound, exchange) }
                try await writer.write(chunk.bytes)
                exchange.sent.add(chunk.bytes.readableBytes)
                withExtendedLifetime(chunk.lease) {}
            }
            try await writer.finish(nil)
        }
    }

    private struct Chunk: Sendable {
        let bytes: ByteBuffer
        let lease: ChunkLease
    }

    private func readChunk(of file: OpenFile, _ range: Range<Int>, _ exchange: Exchange) -> EventLoopFuture<Chunk> {
        let lease = memory.reserve()
        return pool.runIfActive(eventLoop: exchange.channel.eventLoop) {
            Chunk(bytes: try file.read(at: UInt64(range.lowerBound), count: min(range.count, lease.size)), lease: lease)
        }
    }
}

/// A file is shorter than it was when its length was told.
struct FileHasShrunk: Error, CustomStringConvertible {
    var description: String { "the file has become shorter" }
}

extension RequestConditions.Current {
    init(_ stamp: FileStamp) {
        self.init(entityTag: stamp.entityTag, modified: stamp.modified.seconds)
    }

    init(_ file: OpenFile) {
        self.init(entityTag: file.entityTag, modified: file.stamp.modified.seconds)
    }
}
