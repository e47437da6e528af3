import Foundation
import NIOCore
import Testing
import WaxbillHummingbird

@testable import WaxbillFiles

/// Listings as pages and as JSON.
@Suite struct PagesTests {
    private func entry(_ name: String, isFolder: Bool = false, size: UInt64 = 0) throws -> FolderEntry {
        let time = FileTime(seconds: 784_111_777, nanoseconds: 0)
        return FolderEntry(
            path: try ServedPath(components: [name], isFolder: isFolder),
            stamp: FileStamp(device: 1, inode: 2, size: size, modified: time, changed: time))
    }

    private func page(_ path: ServedPath, _ entries: [FolderEntry]) -> String {
        String(buffer: ListingPage.html(path, entries))
    }

    @Test func links() throws {
        let page = page(
            try ServedPath(text: "/a b/c/"), [try entry("x y:z?#%.txt", size: 1536), try entry("in", isFolder: true)])
        #expect(page.contains("<a href=\"./x%20y%3Az%3F%23%25.txt\"><bdi>x y:z?#%.txt</bdi></a>"))
        #expect(page.contains("<a href=\"./in/\"><bdi>in/</bdi></a>"))
        #expect(page.contains("<a href=\"../../\" dir=\"auto\">files</a>"))
        #expect(page.contains("<a href=\"../\" dir=\"auto\">a b</a>"))
        #expect(page.contains("<span aria-current=\"page\" dir=\"auto\">c</span>"))
        #expect(page.contains("title=\"1536 bytes\">1.5 KiB<"))
        #expect(page.contains("<time datetime=\"1994-11-06T08:49:37Z\">1994-11-06 08:49</time>"))
        #expect(page.contains("<p>1 folder, 1 file, 1.5 KiB</p>"))
        #expect(!page.contains("<script"))
    }

    /// Also where a combining mark makes one character of it and what comes before.
    @Test(arguments: ["", "\u{301}", "\u{200D}"])
    func namesAreEscaped(mark: String) throws {
        let name = "<\(mark)img src=x onerror=\"\(mark)a\"\(mark)>&'"
        let page = page(try ServedPath(components: [name], isFolder: true), [try entry(name)])
        #expect(!page.unicodeScalars.contains("<\(mark)img".unicodeScalars))
        #expect(!page.unicodeScalars.contains("onerror=\"".unicodeScalars))
        #expect(page.unicodeScalars.contains("&lt;\(mark)img src=x onerror=&quot;\(mark)a&quot;".unicodeScalars))
    }

    @Test func empty() throws {
        let page = page(.root, [])
        #expect(page.contains("Nothing is here.") && !page.contains("href=\"../\""))
        #expect(page.contains("0 folders, 0 files, 0 B"))
    }

    @Test func theStyleIsTheOneAllowed() {
        #expect(ListingPage.contentSecurityPolicy.contains("style-src 'sha256-"))
        #expect(!ListingPage.style.contains("<"))
    }

    @Test(arguments: [
        (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (102_400, "100 KiB"), (1 << 20, "1.0 MiB"),
        (5_368_709_120, "5.0 GiB"), (UInt64.max, "15.9 EiB"),
    ])
    func sizes(bytes: UInt64, text: String) { #expect(ListingPage.size(bytes) == text) }

    @Test func json() throws {
        let names = ["a\"\\b\u{7F}\u{301}", "é"]
        var entries = [try entry("in", isFolder: true)]
        entries += try names.filter { NameRules.objection(to: $0) == nil }.map { try entry($0, size: 5) }
        let document = ListingDocument.json(try ServedPath(text: "/x\"/"), entries)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(document.readableBytesView)) as? [String: Any])
        #expect(object["path"] as? String == "/x\"/")
        let found = try #require(object["entries"] as? [[String: Any]])
        #expect(found.map { $0["name"] as? String } == entries.map { $0.name })
        #expect(found[0]["kind"] as? String == "folder" && found[0]["size"] == nil && found[0]["etag"] == nil)
        #expect(found[1]["kind"] as? String == "file" && found[1]["size"] as? Int == 5)
        #expect(found[1]["etag"] as? String == entries[1].stamp.entityTag)
        #expect(found[1]["modified"] as? String == "1994-11-06T08:49:37Z")
    }

    @Test func quoting() throws {
        let text = "\u{0}\u{1F}\"\\/\u{7F}\u{2028}é"
        let parsed = try JSONSerialization.jsonObject(with: Data("[\(JSONText.quoted(text))]".utf8)) as? [String]
        #expect(parsed == [text])
    }
}
