import HTTPTypes
import HummingbirdCore
import NIOCore

extension FilesService {
    /// The answer to a request.
    /// - Throws: `FilesError`, which is a refusal, and what the connection throws.
    func answer(_ exchange: Exchange, _ content: RequestContent) async throws -> Answer {
        let request = exchange.request
        // RFC 9110, Section 9.3.7: "*" asks about the server.
        if request.method == .options, request.path == "*" { return Answer(.noContent, [.allow: Self.allMethods]) }
        let target = try RequestTarget(request.path ?? "")
        let allowed = Self.methods(for: target)
        if request.method == .options { return Answer(.noContent, [.allow: allowed]) }
        guard allowed.split(separator: ", ").contains(Substring(request.method.rawValue)) else {
            var answer = Answer(FilesError(.methodNotAllowed, "\(request.method.rawValue) is not for this"))
            // RFC 9110, Section 15.5.6
            answer.fields[.allow] = allowed
            return answer
        }
        try authorize(exchange, target)
        switch request.method {
        case .get, .head:
            switch target.aspect {
            case .content: return try await target.path.isFolder ? list(target.path, exchange) : read(target, exchange)
            case .tree: return try await listTree(target.path, exchange)
            case .manifest: return try await manifest(target, exchange)
            case .upload(let root): return try await uploadStatus(target, root, exchange)
            }
        case .put: return try await put(target, exchange, content)
        default: return try await delete(target, exchange)
        }
    }

    private static let allMethods = "GET, HEAD, PUT, DELETE, OPTIONS"

    /// The methods that a target understands. Answers that are made on the way have no length that HEAD could tell.
    private static func methods(for target: RequestTarget) -> String {
        switch target.aspect {
        case .content: allMethods
        case .tree, .manifest: "GET, OPTIONS"
        case .upload: "HEAD, PUT, OPTIONS"
        }
    }

    /// - Throws: `forbidden`, whether or not anything is there.
    private func authorize(_ exchange: Exchange, _ target: RequestTarget) throws(FilesError) {
        let isChange = exchange.request.method == .put || exchange.request.method == .delete
        guard !isChange || !exchange.isCrossSite else {
            throw FilesError(.forbidden, "A page of another site may not change files")
        }
        let (needed, deed): (Rights, String) =
            switch exchange.request.method {
            case .put: (.write, "write")
            case .delete: (.delete, "delete")
            default:
                switch target.aspect {
                case .upload: (.write, "write")
                case .tree: (.list, "list")
                case .content where target.path.isFolder: (.list, "list")
                default: (.read, "read")
                }
            }
        guard rights.rights(of: exchange.identity, at: target.path.components).contains(needed) else {
            let name = exchange.identity.map { "\"\($0)\"" } ?? "A certificate without a name"
            throw FilesError(.forbidden, "\(name) may not \(deed) \(target.path.text)")
        }
    }
}
