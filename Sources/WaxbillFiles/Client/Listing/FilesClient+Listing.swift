import NIOCore
import NIOHTTP1

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FilesClient {
    /// The most bytes that a listing may have.
    private static let longestListing = 256 << 20

    private struct Listing: Decodable {
        let entries: [RemoteEntry]
    }

    /// What is in a folder.
    /// - Parameters:
    ///   - path: the folder's, with or without `/` at its end.
    ///   - isRecursive: whether everything below is listed.
    /// - Throws: ``FilesClientError``.
    public func list(_ path: String, isRecursive: Bool = false) async throws -> [RemoteEntry] {
        try await list(try Self.path(path).asFolder(true), isRecursive: isRecursive)
    }

    func list(_ folder: ServedPath, isRecursive: Bool) async throws -> [RemoteEntry] {
        let target = folder.description + (isRecursive ? "?recursive" : "")
        let (head, body) = try await request(
            .GET, target, ["Accept": "application/json, application/jsonl"], limit: Self.longestListing)
        guard head.headers.first(name: "Content-Type")?.hasPrefix("application/json") == true else {
            throw FilesClientError.malformedAnswer("the listing is no JSON")
        }
        do {
            return isRecursive
                ? try Self.entries(inLines: body)
                : try JSONDecoder().decode(Listing.self, from: Data(body.readableBytesView)).entries
        } catch {
            throw FilesClientError.malformedAnswer("the listing cannot be read")
        }
    }

    /// A path as a user wrote it.
    static func path(_ text: String) throws(FilesClientError) -> ServedPath {
        do throws(FilesError) {
            return try ServedPath(text: text)
        } catch {
            throw .unusableName(text, reason: error.detail)
        }
    }

    /// The objects of JSON lines. Many are decoded at once, as one array, which costs a third.
    private static func entries(inLines body: ByteBuffer) throws -> [RemoteEntry] {
        let decoder = JSONDecoder()
        var entries: [RemoteEntry] = []
        var batch = Data("[".utf8)
        for line in body.readableBytesView.split(separator: UInt8(ascii: "\n")) {
            if batch.count > 1 { batch.append(UInt8(ascii: ",")) }
            batch.append(contentsOf: line)
            guard batch.count > 65_536 else { continue }
            batch.append(UInt8(ascii: "]"))
            entries += try decoder.decode([RemoteEntry].self, from: batch)
            batch = Data("[".utf8)
        }
        batch.append(UInt8(ascii: "]"))
        return entries + (try decoder.decode([RemoteEntry].self, from: batch))
    }
}
