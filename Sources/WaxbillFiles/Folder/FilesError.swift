/// Why a request for a file or folder is refused, as a client is told.
public struct FilesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable name of a refusal, and what HTTP says of it (docs/FILES.md).
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case badPath = "bad_path"
        case badRequest = "bad_request"
        case forbidden
        case linkLeavesFolder = "link_leaves_folder"
        case specialFile = "special_file"
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case tooSlow = "too_slow"
        case notEmpty = "not_empty"
        case isAFolder = "is_a_folder"
        case notAFolder = "not_a_folder"
        case uploadInProgress = "upload_in_progress"
        case wrongOffset = "wrong_offset"
        case preconditionFailed = "precondition_failed"
        case tooLarge = "too_large"
        case rangeNotSatisfiable = "range_not_satisfiable"
        case contentMismatch = "content_mismatch"
        case ioError = "io_error"
        case busy
        case diskFull = "disk_full"

        /// The status of the HTTP answer.
        public var status: Int {
            switch self {
            case .badPath, .badRequest: 400
            case .forbidden, .linkLeavesFolder, .specialFile: 403
            case .notFound: 404
            case .methodNotAllowed: 405
            case .tooSlow: 408
            case .notEmpty, .isAFolder, .notAFolder, .uploadInProgress, .wrongOffset: 409
            case .preconditionFailed: 412
            case .tooLarge: 413
            case .rangeNotSatisfiable: 416
            case .contentMismatch: 422
            case .ioError: 500
            case .busy: 503
            case .diskFull: 507
            }
        }

        /// The refusal in a few words, the same for every request: `title` of the problem document.
        public var title: String {
            switch self {
            case .badPath: "The path is not allowed"
            case .badRequest: "The request is not understood"
            case .forbidden: "Not permitted"
            case .linkLeavesFolder: "A symbolic link leaves the served folder"
            case .specialFile: "Neither a regular file nor a folder"
            case .notFound: "Not found"
            case .methodNotAllowed: "The method is not allowed here"
            case .tooSlow: "The request came too slowly"
            case .notEmpty: "The folder is not empty"
            case .isAFolder: "It is a folder"
            case .notAFolder: "It is not a folder"
            case .uploadInProgress: "Another request writes this upload"
            case .wrongOffset: "The upload continues elsewhere"
            case .preconditionFailed: "A condition of the request does not hold"
            case .tooLarge: "Too large"
            case .rangeNotSatisfiable: "The range is outside of the file"
            case .contentMismatch: "The content is not the one that was announced"
            case .ioError: "The file system failed"
            case .busy: "The server is busy"
            case .diskFull: "The disk is full"
            }
        }
    }

    /// What kind of refusal it is.
    public let code: Code
    /// What is wrong, in a sentence that names the path as it was requested.
    public let detail: String

    /// A refusal; `detail` must not name places outside of the served folder.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// The status of the HTTP answer.
    public var status: Int { code.status }

    /// The sentence, with the code.
    public var description: String { "\(detail) (\(code.rawValue))" }
}
