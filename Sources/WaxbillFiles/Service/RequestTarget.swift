import HTTPTypes
import WaxbillProofs

/// What a request is about.
struct RequestTarget {
    /// What is wanted of a path, besides itself.
    enum Aspect: Equatable {
        /// The file or folder itself.
        case content
        /// `?recursive`
        case tree
        /// `?manifest`
        case manifest
        /// `?upload=ROOT`
        case upload(MerkleHash)
    }

    let path: ServedPath
    let aspect: Aspect

    /// Reads the target in origin form, or in absolute form, which a server has to understand too (RFC 9112, Section 3.2.2).
    /// - Throws: `bad_path`, `bad_request`.
    init(_ text: String) throws(FilesError) {
        let target = Self.originForm(text)
        path = try ServedPath(requestTarget: target)
        aspect = try Self.aspect(target)
    }

    private static func originForm(_ text: String) -> String {
        guard text.utf8.first != UInt8(ascii: "/"), let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        guard let end = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return rest[end] == "/" ? String(rest[end...]) : "/" + rest[end...]
    }

    private static func aspect(_ target: String) throws(FilesError) -> Aspect {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return .content }
        var aspect = Aspect.content
        for item in target[mark...].dropFirst().split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let wanted: Aspect
            switch parts[0] {
            case "recursive": wanted = .tree
            case "manifest": wanted = .manifest
            case "upload":
                guard parts.count == 2, let root = MerkleHash(hexadecimal: String(parts[1])) else {
                    throw FilesError(.badRequest, "\"upload\" needs a Merkle root: 64 hexadecimal digits")
                }
                wanted = .upload(root)
            // Others are nobody's business here; caches are circumvented with such.
            default: continue
            }
            guard aspect == .content || aspect == wanted else {
                throw FilesError(.badRequest, "\"recursive\", \"manifest\" and \"upload\" cannot be combined")
            }
            aspect = wanted
        }
        return aspect
    }
}
