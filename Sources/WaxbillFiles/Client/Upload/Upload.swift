import NIOCore
import NIOHTTP1
import NIOPosix
import WaxbillHTTPClient
import WaxbillProofs

/// Sends one file: whole where it is short, else so that it can be continued; and believes that it is there when the server has signed
/// for the same content.
struct Upload: Sendable {
    /// The most bytes that are sent in one request which cannot be continued.
    private static let shortest: UInt64 = 1 << 20
    /// How often it is tried where somebody else, or an earlier attempt of ours that the server still waits for, writes the same upload.
    private static let mostWaits = 20

    let client: FilesClient
    let source: LocalFile
    let existing: ExistingFiles
    let meter: TransferMeter

    /// Sends the file.
    /// - Returns: nil where there is one at the server, which stays.
    /// - Throws: ``FilesClientError``.
    func run() async throws -> SentFile? {
        let start = ContinuousClock.now
        let file = try source.open()
        meter.set(size: file.size)
        do {
            if existing != .overwrite, file.size > Self.shortest, try await isTaken() { return try skip() }
            let content = try await ContentHashing(file, meter).run(on: client.workers)
            let (manifest, present) =
                file.size <= Self.shortest ? try await sendWhole(file) : try await sendResumably(file, content)
            guard manifest.root == content.root else { throw FilesClientError.contentRefused(.otherContent) }
            return SentFile(
                path: source.path, file: source.file, size: file.size, resumedFrom: present, bytesSent: meter.moved,
                duration: ContinuousClock.now - start, signer: client.signerName(of: manifest),
                root: content.root.hexadecimal)
        } catch FilesClientError.refused(let refusal) where refusal.status == 412 && existing != .overwrite {
            return try skip()
        }
    }

    private func skip() throws -> SentFile? {
        guard existing == .skip else { throw FilesClientError.alreadyExists(path: source.path) }
        return nil
    }

    private func isTaken() async throws -> Bool {
        do {
            _ = try await client.request(.HEAD, source.remote.description, ["Accept": "application/json"])
            return true
        } catch FilesClientError.refused(let refusal) where refusal.status == 404 {
            return false
        }
    }

    /// The fields of every request that may give the file its name.
    private var condition: HTTPHeaders {
        existing == .overwrite ? ["Want-Manifest": "?1"] : ["Want-Manifest": "?1", "If-None-Match": "*"]
    }

    private func sendWhole(_ file: OpenFile) async throws -> (FileManifest, present: UInt64) {
        let body = try await client.workers.runIfActive { try file.read(at: 0, count: Int(file.size)) }
        let (head, connection) = try await client.withConnection { connection in
            let answer = ShortAnswer(limit: ServerRefusal.longest)
            let head = try await connection.perform(.PUT, source.remote.description, condition, body: body, answer)
            guard (200..<300).contains(head.status.code) else {
                throw FilesClientError.refused(ServerRefusal(head, answer.body))
            }
            return (head, client.signer(of: connection))
        }
        meter.add(moved: body.readableBytes)
        return (try await manifest(head, connection), 0)
    }

    private func sendResumably(
        _ file: OpenFile, _ content: HashedContent
    ) async throws -> (FileManifest, present: UInt64) {
        let target = source.remote.description + "?upload=" + content.root.hexadecimal
        var (present, failures, waits, moved) = (UInt64?.none, 0, 0, UInt64(0))
        while true {
            do {
                let offset = try await offset(target)
                if present == nil { present = offset }
                meter.set(present: present ?? 0)
                let (head, connection) = try await client.withConnection { connection in
                    let sender = BodySender(connection: connection, file: file, meter: meter, workers: client.workers)
                    return (try await sender.send(target, condition, from: offset), client.signer(of: connection))
                }
                return (try await manifest(head, connection), present ?? 0)
            } catch let error as FilesClientError {
                if error.isOfUploadInProgress, waits < Self.mostWaits {
                    waits += 1
                    try await Task.sleep(for: .milliseconds(250))
                    continue
                }
                failures = meter.moved > moved ? 1 : failures + 1
                guard error.isOfConnection, meter.moved > 0, failures <= client.configuration.retries else {
                    throw error
                }
                moved = meter.moved
                try await Task.sleep(for: .milliseconds(200 * failures))
            }
        }
    }

    /// How much of the upload is there.
    private func offset(_ target: String) async throws -> UInt64 {
        let (head, _) = try await client.request(.HEAD, target, ["Accept": "application/json"])
        guard let text = head.headers.first(name: "Upload-Offset"), let offset = UInt64(text) else {
            throw FilesClientError.malformedAnswer("it does not say how much of the upload is there")
        }
        return offset
    }

    /// What the server signed, with its answer or when it is asked now.
    private func manifest(_ head: HTTPResponseHead, _ peer: StatementSigner?) async throws -> FileManifest {
        guard let field = head.headers.first(name: "Manifest") else {
            let place = Download(client: client, remote: source.remote, place: nil, meter: meter)
            return try await place.fetchManifest(nil, nil).0
        }
        let manifest = try FileManifest(field: field)
        try client.verify(manifest, of: source.remote, peer: peer)
        return manifest
    }
}

extension FilesClientError {
    /// Whether the server waits for what is left of an earlier attempt, or has more of the upload than it said.
    fileprivate var isOfUploadInProgress: Bool {
        guard case .refused(let refusal) = self else { return false }
        // What HEAD is refused with has no code.
        return refusal.code == "upload_in_progress" || refusal.code == "wrong_offset"
            || refusal.status == 409 && refusal.code == nil
    }
}
