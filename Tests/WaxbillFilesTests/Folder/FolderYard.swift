import Foundation
import NIOCore
import Testing
import WaxbillTestSupport

@testable import WaxbillFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A served folder beside another one whose secret must not be reached.
final class FolderYard: Sendable {
    static let secret = "the secret outside"

    let directory: TemporaryDirectory
    let folder: ServedFolder

    /// Where the served folder is.
    var served: String { directory.path("served") }
    /// Where the secret is.
    var outside: String { directory.path("outside") }

    init() throws {
        directory = try TemporaryDirectory()
        for name in ["served", "outside"] {
            try FileManager.default.createDirectory(
                atPath: directory.path(name), withIntermediateDirectories: false)
        }
        try directory.write(Self.secret, to: "outside/secret")
        folder = try ServedFolder(path: directory.path("served"))
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: "\(served)/\(name)", withIntermediateDirectories: true)
    }

    func write(_ text: String, to name: String) throws { try directory.write(text, to: "served/\(name)") }

    func link(_ name: String, to target: String) { #expect(symlink(target, "\(served)/\(name)") == 0) }

    /// What a path holds, as text.
    func read(_ target: String) throws(FilesError) -> String {
        let file = try folder.open(try ServedPath(requestTarget: target))
        return String(buffer: try file.read(at: 0, count: Int(file.size)))
    }

    /// The code with which opening is refused.
    func refusal(_ target: String) -> FilesError.Code? {
        code { try read(target) }
    }

    func names(_ target: String) throws -> [String] {
        try folder.list(try ServedPath(requestTarget: target)).map { $0.name + ($0.isFolder ? "/" : "") }
    }

    /// Puts a file, whole.
    @discardableResult
    func put(
        _ text: String, to target: String, if condition: NameCondition = .none
    ) throws(FilesError) -> IncomingFile.Completion {
        let file = try folder.receive(try ServedPath(requestTarget: target))
        try file.write(ByteBuffer(string: text), at: 0)
        return try file.complete(if: condition)
    }

    /// The names in a folder as they are on disk.
    func namesOnDisk(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(served)/\(name)").sorted()
    }
}
