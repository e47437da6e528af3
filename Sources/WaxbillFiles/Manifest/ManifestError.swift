import WaxbillProofs
import WaxbillTLS

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Why a manifest could not be made, or is not believed.
public enum ManifestError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It does not begin as manifests do.
    case notAManifest
    /// It is of another version of the format.
    case unsupportedVersion(UInt8)
    /// Its blocks have another size, in bytes.
    case unsupportedBlockSize(UInt32)
    /// The file has more bytes than is accepted here.
    case tooLarge(size: UInt64)
    /// What follows the leaves is longer than is accepted here.
    case tooLong
    /// It ends too early.
    case truncated
    /// Something follows its end.
    case trailingBytes
    /// The signed part is not in its form.
    case malformed(DecodingFailure)
    /// The leaves are not those that were signed.
    case wrongRoot
    /// It is signed for a file of another size, in bytes.
    case wrongSize(expected: UInt64, found: UInt64)
    /// It is signed for a file of another path.
    case wrongPath(expected: String, found: String)
    /// It could not be signed, or the signature or the signer is not good.
    case statement(StatementError)
    /// The file changed while it was read.
    case fileChanged
    /// The system refused to read the file, with this `errno`.
    case unreadable(CInt)
    /// Nobody waited for it any more, or the process is about to end.
    case cancelled

    /// A sentence without its full stop.
    public var description: String {
        switch self {
        case .notAManifest: "it is not a manifest"
        case .unsupportedVersion(let version): "manifests of version \(version) are not known"
        case .unsupportedBlockSize(let size): "manifests with blocks of \(size) bytes are not known"
        case .tooLarge(let size): "a file of \(size) bytes is larger than accepted"
        case .tooLong: "the manifest's signature and certificates are longer than accepted"
        case .truncated: "the manifest is truncated"
        case .trailingBytes: "something follows the manifest"
        case .malformed(let failure): "the manifest is malformed: \(failure)"
        case .wrongRoot: "the manifest's hashes are not those that were signed"
        case .wrongSize(let expected, let found): "the manifest is for \(found) bytes instead of \(expected)"
        case .wrongPath(let expected, let found): "the manifest is for \(found) instead of \(expected)"
        case .statement(let error): "\(error)"
        case .fileChanged: "the file changed while it was read"
        case .unreadable(let code): "the file cannot be read: \(String(cString: strerror(code)))"
        case .cancelled: "nobody waited for the manifest any more"
        }
    }
}
