import Foundation
import NIOCore
import NIOEmbedded
import Testing
import WaxbillNIO
import WaxbillTLS

struct FileKeyLogTests {
    @Test func linesAreAppendedAndOnlyTheOwnerReadsThem() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "keylog-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        for _ in 0..<2 {
            let pki = try TestPKI()
            var client = pki.client()
            client.keyLog = try FileKeyLog(path: path)
            let pair = try EmbeddedPair(client: client.handler(), server: pki.server().handler())
            #expect(pair.client.recorder.isEstablished)
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(text.hasSuffix("\n"))
        #expect(lines.filter { $0.hasPrefix("CLIENT_TRAFFIC_SECRET_0 ") }.count == 2)
        #expect(lines.allSatisfy { $0.split(separator: " ").count == 3 })
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func aPathThatCannotBeOpenedIsAnError() {
        #expect(throws: IOError.self) { try FileKeyLog(path: "/nonexistent/folder/keylog") }
    }
}
