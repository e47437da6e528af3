import Foundation
import WaxbillX509

/// A folder of a test's own, removed with it, and certificates in it.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("waxbill-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in the folder.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file.
    func write(_ text: String, to name: String) throws -> String {
        try text.write(toFile: file(name), atomically: true, encoding: .utf8)
        return file(name)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
}

/// An authority with what it issued, as files in a test's folder.
struct TestAuthority: Sendable {
    let scratch: Scratch
    /// The name of its folder.
    let folder: String
    private let authority: CertificateAuthority
    /// The root's file.
    let root: String

    /// - Parameter folder: tells several authorities of a test apart.
    init(in scratch: Scratch, folder: String = "ca") throws {
        self.scratch = scratch
        self.folder = folder
        authority = try CertificateAuthority(name: "Test \(folder)")
        root = try authority.write(into: scratch.file(folder)).certificate
    }

    /// Issues a server's certificate for localhost.
    func server(
        _ names: [String] = ["localhost", "127.0.0.1", "::1"], key: KeyKind = .p256, folder: String = "server"
    ) throws -> IssuedFiles {
        try authority.write(
            authority.issue(.server(named: names), key: key), into: scratch.file(folder))
    }

    /// Issues a client's certificate.
    func client(_ name: String = "alice", key: KeyKind = .p256, folder: String = "client") throws -> IssuedFiles {
        try authority.write(authority.issue(.client(named: name), key: key), into: scratch.file(folder))
    }
}

extension IssuedFiles {
    /// The options that name the certificate and its key to Waxbill.
    var options: [String] { ["--cert", certificate, "--key", key] }
}
