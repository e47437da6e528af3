import HTTPTypes
import HummingbirdCore
import NIOCore
import WaxbillProofs

extension FilesService {
    /// `?manifest`
    func manifest(_ target: RequestTarget, _ exchange: Exchange) async throws -> Answer {
        throw FilesError(.methodNotAllowed, "Manifests are not made yet")
    }

    /// The field `Manifest` for content whose hashes are known.
    func manifestField(_ leaves: [MerkleHash], _ stamp: FileStamp, _ path: ServedPath) async -> String? { nil }
}
