import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import WaxbillHummingbird

extension FilesService {
    /// GET and HEAD of a folder.
    func list(_ path: ServedPath, _ exchange: Exchange) async throws -> Answer {
        let accepted = AcceptedTypes(field: exchange.fields[.accept])
        let wantsJSON = accepted.quality(of: "application/json") > accepted.quality(of: "text/html")
        let folder = files.folder
        let content = try await pool.runIfActive {
            let entries = try folder.list(path)
            return wantsJSON ? ListingDocument.json(path, entries) : ListingPage.html(path, entries)
        }
        var answer = Answer(
            .ok, Self.listingFields, content: content,
            type: wantsJSON ? "application/json" : "text/html; charset=utf-8")
        if !wantsJSON { answer.fields[.contentSecurityPolicy] = ListingPage.contentSecurityPolicy }
        return answer
    }

    /// `?recursive`: every file and folder below, a line each, sent while the folders are being read.
    func listTree(_ path: ServedPath, _ exchange: Exchange) async throws -> Answer {
        let folder = files.folder
        // What is wrong with the folder itself is told before the answer begins.
        let walk = try await pool.runIfActive { try folder.walkTree(path) }
        var fields = Self.listingFields
        fields[.contentType] = "application/jsonl"
        let body = ResponseBody { [self] writer in
            while true {
                let (lines, isAtEnd) = try await pool.runIfActive { () throws in
                    let entries = try walk.next(Self.entriesAtOnce)
                    return (self.visibleLines(entries, below: path, to: exchange.identity), entries.isEmpty)
                }
                guard !isAtEnd else { break }
                guard lines.readableBytes > 0 else { continue }
                try await writer.write(lines)
                exchange.sent.add(lines.readableBytes)
            }
            try await writer.finish(nil)
        }
        return Answer(.ok, fields, body: body)
    }

    private static let entriesAtOnce = 256

    private static let listingFields: HTTPFields = [
        .cacheControl: "private, no-cache", .vary: "Accept", .xContentTypeOptions: "nosniff",
        .crossOriginResourcePolicy: "same-origin", .contentSecurityPolicy: "default-src 'none'",
    ]

    /// The lines of those entries whose folder the client may list.
    private func visibleLines(_ entries: [FolderEntry], below path: ServedPath, to identity: String?) -> ByteBuffer {
        var bytes: [UInt8] = []
        for entry in entries {
            let components = path.components + entry.path.components
            guard rights.rights(of: identity, at: components.dropLast()).contains(.list) else { continue }
            let isDenied =
                entry.isDenied || entry.isFolder && !rights.rights(of: identity, at: components).contains(.list)
            ListingDocument.append(entry, isDenied: isDenied, to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        return ByteBuffer(bytes: bytes)
    }
}
