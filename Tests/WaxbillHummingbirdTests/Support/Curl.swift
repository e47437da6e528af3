import Foundation
import WaxbillTestSupport
import WaxbillX509

/// The program curl, if it is there.
struct Curl: Sendable {
    static let path = ["/usr/bin/curl", "/usr/local/bin/curl", "/opt/homebrew/bin/curl"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static var isInstalled: Bool { path != nil }

    /// What came of asking.
    struct Outcome: Hashable, Sendable {
        /// curl's exit status.
        let status: Int32
        /// All of its standard output.
        let output: String

        init(_ status: Int32, _ output: String) {
            self.status = status
            self.output = output
        }
    }

    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try folder.write(TestPKI.authority.certificatePEM, to: "ca.pem")
        let client = TestPKI.issuedClient()
        try folder.write(client.certificatePEM, to: "cert.pem")
        try folder.write(try client.keyPEM(), to: "key.pem")
    }

    /// The options that show the client's certificate.
    var certificate: [String] { ["--cert", folder.path("cert.pem"), "--key", folder.path("key.pem")] }

    /// Asks the server, trusting the tests' authority, and gives what came on standard output.
    func run(_ arguments: String..., with more: [String] = []) async throws -> Outcome {
        try await run(more + arguments)
    }

    /// Posts so many bytes.
    func upload(
        _ count: Int, _ arguments: String..., with more: [String] = []
    ) async throws -> Outcome {
        let file = try folder.write(String(repeating: "x", count: count), to: "upload-\(count)")
        return try await run(["--data-binary", "@" + file] + more + arguments)
    }

    private func run(_ arguments: [String]) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path ?? "curl")
        process.arguments = ["-q", "-sS", "--noproxy", "*", "--cacert", folder.path("ca.pem")] + arguments
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.standardError
        // The servers answer in this process: no thread of theirs may wait.
        let text = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<String, any Error>) in
            do { try process.run() } catch { return continuation.resume(throwing: error) }
            Thread.detachNewThread {
                let data = try? output.fileHandleForReading.readToEnd()
                process.waitUntilExit()
                continuation.resume(returning: String(decoding: data ?? Data(), as: UTF8.self))
            }
        }
        return Outcome(process.terminationStatus, text)
    }
}
