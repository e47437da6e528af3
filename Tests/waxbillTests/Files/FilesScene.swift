import Foundation
import WaxbillX509

/// A served folder, a client's folder, and the certificates for both, as `waxbill files` wants them.
final class FilesScene: Sendable {
    /// How many rounds the tests of chance go; `make torture` sets more.
    static let rounds = ProcessInfo.processInfo.environment["WAXBILL_TORTURE_ROUNDS"].flatMap { Int($0) } ?? 6
    /// Whether `make torture` runs the tests, with a release build.
    static let isTorture = ProcessInfo.processInfo.environment["WAXBILL_TORTURE_ROUNDS"] != nil

    let scratch: Scratch
    let authority: TestAuthority
    let server: IssuedFiles
    let client: IssuedFiles
    var root: String { authority.root }

    /// - Parameter folder: where to make it; nil: among the temporary files.
    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
        server = try authority.server()
        client = try authority.client()
        for folder in ["served", "received"] {
            try FileManager.default.createDirectory(atPath: scratch.file(folder), withIntermediateDirectories: true)
        }
    }

    /// Starts `waxbill files serve` and waits until it listens.
    func serve(rights: String = "alice=/:rwld", options: [String] = []) async throws -> (Program, port: Int) {
        let server = try Program.waxbill(
            ["files", "serve", scratch.file("served"), "--client-ca", root, "--listen", "127.0.0.1:0"]
                + ["--rights", rights] + server.options + options)
        let address = try await server.errorLine("listening on ")
        guard let port = Int(address.drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }) else {
            throw TestFailure("no port in \"\(address)\"")
        }
        return (server, port)
    }

    /// Starts `waxbill files get`, into the client's folder.
    func get(_ paths: String..., port: Int, options: [String] = []) throws -> Program {
        try client("get", paths, port, ["--to", scratch.file("received")] + options)
    }

    /// Starts `waxbill files get` that keeps nothing.
    func check(_ path: String, port: Int) throws -> Program { try client("get", [path], port, ["--to", "/dev/null"]) }

    /// Starts `waxbill files put` of files in the test's folder, into the served folder's root.
    func put(_ names: String..., port: Int, options: [String] = []) throws -> Program {
        try client("put", names.map(scratch.file), port, ["--to", "/"] + options)
    }

    private func client(_ command: String, _ paths: [String], _ port: Int, _ options: [String]) throws -> Program {
        try Program.waxbill(
            ["files", command, "localhost:\(port)"] + paths + ["--ca", root] + client.options + options)
    }

    /// Makes a file of bytes that look like chance but are the same for the same seed.
    @discardableResult
    func writeFile(_ name: String, size: Int, seed: UInt64) throws -> Data {
        var state = seed
        var block = (0..<8192).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            return mixed ^ mixed >> 27
        }
        // The same block again and again, but for its number: no two MiB are the same.
        var data = Data(capacity: size + 65_536)
        while data.count < size {
            block[0] = UInt64(data.count)
            block.withUnsafeBytes { data.append(contentsOf: $0) }
        }
        data.count = size
        try data.write(to: URL(fileURLWithPath: scratch.file(name)))
        return data
    }

    /// Makes a file of zeroes that takes no room.
    func writeSparseFile(_ name: String, size: Int) throws {
        guard FileManager.default.createFile(atPath: scratch.file(name), contents: nil),
            truncate(scratch.file(name), off_t(size)) == 0
        else { throw TestFailure("\(name) cannot be made") }
    }

    /// What a file holds; nil: it is not there.
    func data(_ name: String) -> Data? { FileManager.default.contents(atPath: scratch.file(name)) }

    func remove(_ name: String) { try? FileManager.default.removeItem(atPath: scratch.file(name)) }

    /// The names in a folder but the one where Waxbill keeps its own state.
    func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.file(folder)).filter { $0 != ".waxbill" }.sorted()
    }
}
