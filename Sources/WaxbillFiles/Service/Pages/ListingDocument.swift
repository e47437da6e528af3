import NIOCore
import WaxbillHummingbird

/// Listings as JSON (docs/FILES.md).
enum ListingDocument {
    /// `{"path", "entries"}` of a folder.
    static func json(_ path: ServedPath, _ entries: [FolderEntry]) -> ByteBuffer {
        var bytes = Array("{\"path\":".utf8)
        JSONText.appendQuoted(path.text, to: &bytes)
        bytes += ",\"entries\":[".utf8
        for (index, entry) in entries.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\n"))
            append(entry, isDenied: entry.isDenied, to: &bytes)
        }
        bytes += "]}\n".utf8
        return ByteBuffer(bytes: bytes)
    }

    /// Appends an entry's object. A folder has neither size nor entity tag.
    /// - Parameter isDenied: whether it is a folder whose entries a recursive listing leaves out.
    static func append(_ entry: FolderEntry, isDenied: Bool, to bytes: inout [UInt8]) {
        bytes += "{\"name\":".utf8
        JSONText.appendQuoted(entry.name, to: &bytes)
        bytes += (entry.isFolder ? ",\"kind\":\"folder\"" : ",\"kind\":\"file\",\"size\":\(entry.stamp.size)").utf8
        bytes += ",\"modified\":\"\(Timestamp.rfc3339(entry.stamp.modified))\"".utf8
        if !entry.isFolder {
            bytes += ",\"etag\":".utf8
            JSONText.appendQuoted(entry.stamp.entityTag, to: &bytes)
        }
        if isDenied { bytes += ",\"denied\":true".utf8 }
        bytes.append(UInt8(ascii: "}"))
    }
}
