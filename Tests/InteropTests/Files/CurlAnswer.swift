import Foundation

/// What curl got for one request.
struct CurlAnswer {
    /// curl's own exit status.
    let exit: Int32
    let status: Int
    /// Of HTTP: 1.1 or 2.
    let version: String
    let body: String
    /// By lower-case name.
    let headers: [String: String]

    /// The code of a problem document.
    var problem: String? { object?["code"] as? String }

    /// A body of JSON.
    var object: [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any]
    }
}

/// The version of HTTP that curl is told to speak.
enum CurlVersion: String, CaseIterable, Sendable {
    case http1 = "1.1"
    case http2 = "2"

    var option: String { "--http\(rawValue)" }
}

extension Bench {
    /// Has curl make a request.
    /// - Parameters:
    ///   - credentials: what it shows; nil: alice's. Empty: nothing.
    ///   - output: the case's file that gets the body; nil: it is in the answer.
    func curl(
        _ server: HTTPSProgram, _ path: String, _ options: [String] = [], version: CurlVersion = .http1,
        credentials: Credentials?? = .none, output: String? = nil
    ) async throws -> CurlAnswer {
        let shown: [String] =
            switch credentials {
            case .none: try InteropFiles.client().options("--cert", "--key")
            case .some(nil): []
            case .some(let credentials?): credentials.options("--cert", "--key")
            }
        let headers = "headers-\(UUID().uuidString)"
        let format = ["--write-out", "\n%{http_code} %{http_version}", "--dump-header", self.path(headers)]
        let sink = output.map { ["--output", self.path($0)] } ?? []
        let process = try start(
            .curl,
            ["--silent", "--show-error", "--max-time", "20", "--path-as-is", "--globoff", version.option]
                + ["--cacert", InteropFiles.authority] + shown + format + sink + options + [server.url(path)])
        let ending = try await process.ending()
        let end = ending.output.lastIndex(of: "\n") ?? ending.output.startIndex
        let words = ending.output[end...].split(whereSeparator: \.isWhitespace)
        return CurlAnswer(
            exit: ending.status ?? -1, status: words.first.flatMap { Int($0) } ?? 0, version: String(words.last ?? ""),
            body: String(ending.output[..<end]), headers: Self.fields((try? contents(headers)) ?? ""))
    }

    /// The fields of the last header section in `text`: those of interim answers come before.
    private static func fields(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("HTTP/") { fields = [:] }
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] =
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return fields
    }
}
