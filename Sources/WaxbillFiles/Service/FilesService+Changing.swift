import HTTPTypes
import HummingbirdCore
import NIOCore

extension FilesService {
    /// `?manifest`
    func manifest(_ target: RequestTarget, _ exchange: Exchange) async throws -> Answer {
        throw FilesError(.methodNotAllowed, "Manifests are not made yet")
    }

    /// `HEAD ?upload`
    func uploadStatus(_ target: RequestTarget, _ exchange: Exchange) async throws -> Answer {
        throw FilesError(.methodNotAllowed, "Uploads are not taken yet")
    }

    func put(
        _ target: RequestTarget, _ exchange: Exchange, _ content: RequestContent, _ writer: borrowing ResponseWriter
    ) async throws -> Answer {
        throw FilesError(.methodNotAllowed, "Uploads are not taken yet")
    }

    func delete(_ target: RequestTarget, _ exchange: Exchange) async throws -> Answer {
        throw FilesError(.methodNotAllowed, "Nothing is deleted yet")
    }
}
