import Crypto
import Mustache
import NIOCore
import WaxbillHummingbird

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder as a page for browsers. It works without scripts.
enum ListingPage {
    /// The page of a folder.
    static func html(_ path: ServedPath, _ entries: [FolderEntry]) -> ByteBuffer {
        let sorted = entries.filter(\.isFolder) + entries.filter { !$0.isFolder }
        let page: [String: Any] = [
            "title": HTMLText.escaped(path.text), "style": style, "crumbs": crumbs(of: path),
            "isRoot": path.components.isEmpty, "entries": sorted.map(Row.init), "summary": summary(of: entries),
        ]
        return ByteBuffer(string: template?.render(page) ?? "")
    }

    /// What the page may do: nothing but look as its own style says.
    static let contentSecurityPolicy: String = {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'"
    }()

    /// A folder on the way to this one.
    private struct Crumb: MustacheParent {
        let name: String
        let link: String
        let isLast: Bool

        func child(named: String) -> Any? {
            switch named {
            case "name": HTMLText.escaped(name)
            case "link": link
            case "isLast": isLast
            default: nil
            }
        }
    }

    private struct Row: MustacheParent {
        let entry: FolderEntry

        func child(named: String) -> Any? {
            switch named {
            case "name": HTMLText.escaped(entry.name) + slash
            // "./" keeps a name with a colon from being taken for a scheme.
            case "link": "./" + PercentEncoding.encode(entry.name) + slash
            case "kind": entry.isFolder ? "folder" : "file"
            case "size": entry.isFolder ? "" : ListingPage.size(entry.stamp.size)
            case "exactSize": entry.isFolder ? "" : "\(entry.stamp.size) bytes"
            case "modified": Timestamp.short(entry.stamp.modified)
            case "exactModified": Timestamp.rfc3339(entry.stamp.modified)
            default: nil
            }
        }

        private var slash: String { entry.isFolder ? "/" : "" }
    }

    private static func crumbs(of path: ServedPath) -> [Crumb] {
        let depth = path.components.count
        let names = ["files"] + path.components
        return names.enumerated().map { index, name in
            Crumb(
                name: name, link: index == depth ? "./" : String(repeating: "../", count: depth - index),
                isLast: index == depth)
        }
    }

    private static func summary(of entries: [FolderEntry]) -> String {
        let files = entries.filter { !$0.isFolder }
        let total = files.reduce(UInt64(0)) { $0.addingReportingOverflow($1.stamp.size).partialValue }
        let folders = entries.count - files.count
        return "\(folders) \(folders == 1 ? "folder" : "folders"), "
            + "\(files.count) \(files.count == 1 ? "file" : "files"), \(size(total))"
    }

    /// As in `1.4 MiB`.
    static func size(_ bytes: UInt64) -> String {
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        guard bytes >= 1024 else { return "\(bytes) B" }
        var tenths = (bytes / 1024) * 10 + (bytes % 1024) * 10 / 1024
        var unit = 0
        while tenths >= 10_240, unit < units.count - 1 {
            tenths /= 1024
            unit += 1
        }
        return tenths < 1000 ? "\(tenths / 10).\(tenths % 10) \(units[unit])" : "\(tenths / 10) \(units[unit])"
    }

    /// A constant without a mistake, which a test holds.
    private static let template = try? MustacheTemplate(string: source)
}
