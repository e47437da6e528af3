import HTTPTypes
import WaxbillHummingbird

/// The conditions of a request, in their order of precedence (RFC 9110, Section 13.2.2).
struct RequestConditions: Sendable {
    /// What becomes of a request.
    enum Verdict: Equatable {
        case proceed
        /// 304: the client has it already.
        case notModified
        /// 412.
        case failed
    }

    /// What is there now.
    struct Current {
        /// The strong entity tag, quoted.
        let entityTag: String
        /// The time of `Last-Modified`, in seconds since 1970.
        let modified: Int64
    }

    private let fields: HTTPFields
    private let isReading: Bool

    init(_ request: HTTPRequest) {
        fields = request.headerFields
        isReading = request.method == .get || request.method == .head
    }

    /// Whether there is any.
    var areThere: Bool {
        fields.contains(.ifMatch) || fields.contains(.ifNoneMatch) || fields.contains(.ifModifiedSince)
            || fields.contains(.ifUnmodifiedSince)
    }

    /// Whether all that is asked is that nothing be there.
    var isAbsenceOnly: Bool {
        fields[.ifNoneMatch] == "*" && !fields.contains(.ifMatch) && !fields.contains(.ifUnmodifiedSince)
    }

    /// - Parameter current: what the request is about; nil where nothing is there.
    func verdict(for current: Current?) -> Verdict {
        if let tags = fields[.ifMatch] {
            guard Self.matches(tags, current, weakly: false) else { return .failed }
        } else if let date = fields[.ifUnmodifiedSince].flatMap(HTTPDate.parse) {
            guard let current, current.modified <= date else { return .failed }
        }
        if let tags = fields[.ifNoneMatch] {
            if Self.matches(tags, current, weakly: true) { return isReading ? .notModified : .failed }
        } else if isReading, let current, let date = fields[.ifModifiedSince].flatMap(HTTPDate.parse) {
            if current.modified <= date { return .notModified }
        }
        return .proceed
    }

    /// Whether a `Range` is to be obeyed (RFC 9110, Section 13.1.5).
    func allowsRange(of current: Current) -> Bool {
        guard let condition = fields[.ifRange] else { return true }
        if condition.hasSuffix("\"") { return condition == current.entityTag }
        return HTTPDate.parse(condition) == current.modified
    }

    /// Whether one of the tags of a list is that of what is there; `*` is that of anything.
    private static func matches(_ list: String, _ current: Current?, weakly: Bool) -> Bool {
        guard let current else { return false }
        var rest = list.utf8[...]
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "*"): return true
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","): rest = rest.dropFirst()
            default:
                let isWeak = rest.starts(with: "W/".utf8)
                if isWeak { rest = rest.dropFirst(2) }
                // What is no entity tag ends the list: nothing behind it can be trusted to be one.
                guard rest.first == UInt8(ascii: "\""), let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\""))
                else { return false }
                let tag = rest[...end]
                if tag.elementsEqual(current.entityTag.utf8), weakly || !isWeak { return true }
                rest = rest[rest.index(after: end)...]
            }
        }
        return false
    }
}
