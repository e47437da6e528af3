import Foundation
import WaxbillX509

/// What a server answered.
struct CurlReply: Sendable {
    /// 0 where there was no answer.
    let status: Int
    /// The last answer's head.
    let head: String
    let body: Data
    /// What curl said of it.
    let error: String
    /// curl's exit status.
    let ending: Int32

    var text: String { String(decoding: body, as: UTF8.self) }

    /// A field of the head.
    func field(_ name: String) -> String? {
        head.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    /// The code of the problem document.
    var code: String? {
        guard field("content-type") == "application/problem+json",
            let problem = try? JSONSerialization.jsonObject(with: body) as? [String: Any],
            problem["status"] as? Int == status, problem["title"] is String, problem["detail"] is String
        else { return nil }
        return problem["code"] as? String
    }
}

extension FilesScene {
    /// Asks a server with curl, as the scene's client unless told otherwise.
    /// - Parameter target: path and query, sent as they are.
    func curl(
        _ target: String, port: Int, _ options: [String] = [], as client: IssuedFiles? = nil,
        isAnonymous: Bool = false
    ) async throws -> CurlReply {
        guard let curl = Programs.curl else { throw TestFailure(Programs.missingCurl) }
        let files = ["head", "body"].map { scratch.file("\(UUID().uuidString).\($0)") }
        let client = client ?? self.client
        let certificate = isAnonymous ? [] : ["--cert", client.certificate, "--key", client.key]
        let ending = try await Program(
            curl,
            ["-sS", "--path-as-is", "--cacert", root, "-D", files[0], "-o", files[1], "-w", "%{http_code}"]
                + certificate + options + ["https://localhost:\(port)\(target)"]
        ).ending()
        let heads = String(decoding: FileManager.default.contents(atPath: files[0]) ?? Data(), as: UTF8.self)
        return CurlReply(
            status: Int(ending.output) ?? 0, head: heads.components(separatedBy: "\r\n\r\n").last { !$0.isEmpty } ?? "",
            body: FileManager.default.contents(atPath: files[1]) ?? Data(), error: ending.error, ending: ending.status)
    }

    /// Starts curl as the scene's client, and waits until it has the answer's head.
    /// - Parameter output: where the content goes, in the test's folder; nil: nowhere.
    func startedCurl(
        _ target: String, port: Int, _ options: [String] = [], output: String? = nil
    ) async throws -> Program {
        guard let curl = Programs.curl else { throw TestFailure(Programs.missingCurl) }
        let program = try Program(
            curl,
            ["-sS", "--cacert", root, "-D", scratch.file("head"), "-o", output.map(scratch.file) ?? "/dev/null"]
                + ["--cert", client.certificate, "--key", client.key] + options + ["https://localhost:\(port)\(target)"]
        )
        while data("head")?.isEmpty ?? true {
            guard program.isRunning else { throw TestFailure("curl: \(try await program.ending().error)") }
            try await Task.sleep(for: .milliseconds(5))
        }
        return program
    }

    /// Sends bytes over TLS and ends, and gives what comes back.
    func exchange(_ bytes: String, port: Int) async throws -> String {
        let connection = try Program.waxbill(
            ["connect", "localhost:\(port)", "--ca", root, "--alpn", "http/1.1", "--timeout", "30"] + client.options,
            input: bytes)
        return try await connection.ending().output
    }
}
