import HTTPTypes
import HummingbirdCore
import NIOCore
import WaxbillHummingbird
import WaxbillProofs
import WaxbillTLS

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension FilesService {
    /// `?manifest`, sent while the file is being hashed.
    func manifest(_ target: RequestTarget, _ exchange: Exchange) async throws -> Answer {
        let (file, _) = try await files.open(target.path)
        let current = RequestConditions.Current(file)
        var fields: HTTPFields = [.eTag: current.entityTag, .cacheControl: "private, no-cache"]
        switch RequestConditions(exchange.request).verdict(for: current) {
        case .proceed: break
        case .notModified: return Answer(.notModified, fields)
        case .failed: throw FilesError(.preconditionFailed, "\(target.path.text) is not as the conditions want it")
        }
        fields[.contentType] = "application/vnd.waxbill.manifest"
        fields[.xContentTypeOptions] = "nosniff"
        fields[.contentDisposition] = "attachment"
        let body = ResponseBody { [manifests] writer in
            // A file that changes meanwhile ends the connection: the client must not take what there is for a manifest.
            for try await piece in manifests.stream(of: file) {
                try await writer.write(piece)
                exchange.sent.add(piece.readableBytes)
            }
            try await writer.finish(nil)
        }
        return Answer(.ok, fields, body: body)
    }

    /// Up to which size a file's manifest goes along with it, in bytes.
    private static let largestWithManifest: UInt64 = 16 << 20

    /// The field `Manifest` for an open file, if it is wanted and can be made.
    func manifestField(of file: OpenFile, _ exchange: Exchange) async -> String? {
        guard exchange.wantsManifest, file.size <= Self.largestWithManifest else { return nil }
        return (try? await manifests.manifest(of: file)).map(Self.field)
    }

    /// The field `Manifest` for content whose hashes are known, if it can be made.
    func manifestField(_ leaves: [MerkleHash], _ stamp: FileStamp, _ path: ServedPath) async -> String? {
        guard stamp.size <= Self.largestWithManifest else { return nil }
        let content = HashedContent(leaves: leaves)
        return (try? await manifests.manifest(of: content, stamp, path: path.text)).map(Self.field)
    }

    /// A byte sequence of a structured field (RFC 9651, Section 3.3.5).
    private static func field(_ manifest: FileManifest) -> String {
        var buffer = ByteBuffer()
        manifest.encode(to: &buffer)
        return ":" + Data(buffer.readableBytesView).base64EncodedString() + ":"
    }
}

extension TLSServerConfiguration {
    /// Who signs manifests: the one whom the client of the current request sees in a handshake, if it asks for the same name.
    func manifestSigner() async throws -> Identity {
        let request = IdentityRequest(
            role: .server, version: .tls13, serverName: TLSPeer.current?.connection.serverName,
            signatureSchemes: signatureSchemes, acceptsKeyTransport: false, certificateAuthorities: [],
            applicationProtocols: applicationProtocols)
        guard let identity = await identityProvider.identity(for: request) else { throw NoManifestSigner() }
        return identity
    }
}

/// No certificate's key can sign manifests.
struct NoManifestSigner: Error {}
