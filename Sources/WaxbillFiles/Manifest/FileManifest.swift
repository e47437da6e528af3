import NIOCore
import WaxbillProofs
import WaxbillTLS

/// The hashes of a file's blocks with the server's signature over them: Manifest of docs/FILES.md.
///
/// The leaves always have the statement's root and the number that its size demands. Whether the signature and the path are good is
/// what ``verify(path:by:)`` says.
struct FileManifest: Sendable, Hashable {
    /// What the server states, decoded.
    let statement: FileStatement
    /// The hashes of the blocks.
    let leaves: [MerkleHash]
    /// The statement with signature and certificates.
    let signed: SignedStatement

    /// - Throws: `wrongRoot`, `wrongSize`, `malformed`.
    /// - Parameters:
    ///   - size: as it stands before the leaves.
    ///   - root: the root over the leaves.
    init(size: UInt64, leaves: [MerkleHash], root: MerkleHash, signed: SignedStatement) throws(ManifestError) {
        statement = try FileStatement(decoding: signed.contents)
        guard statement.size == size else { throw .wrongSize(expected: size, found: statement.size) }
        guard statement.root == root else { throw .wrongRoot }
        self.leaves = leaves
        self.signed = signed
    }

    /// A manifest that was just made.
    init(statement: FileStatement, leaves: [MerkleHash], signed: SignedStatement) {
        self.statement = statement
        self.leaves = leaves
        self.signed = signed
    }

    /// In bytes.
    var size: UInt64 { statement.size }

    /// As requested, beginning with a slash.
    var path: String { statement.path }

    /// The root over the leaves.
    var root: MerkleHash { statement.root }

    /// Which bytes of the file a block is.
    func range(ofBlock index: Int) -> Range<UInt64> { ManifestFormat.range(ofBlock: index, size: size) }

    /// Verifies path, signature and signer.
    /// - Parameter path: what was asked for; nil where any will do.
    /// - Throws: `wrongPath`, `statement`.
    @discardableResult
    func verify(path: String?, by verifier: StatementVerifier) throws(ManifestError) -> StatementSigner {
        if let path, !statement.pathBytes.elementsEqual(path.utf8) {
            throw .wrongPath(expected: path, found: statement.path)
        }
        do throws(StatementError) {
            return try verifier.verify(signed, in: ManifestFormat.context)
        } catch {
            throw .statement(error)
        }
    }
}

extension FileManifest {
    /// Signs what is known of a file.
    /// - Parameter root: the root over the leaves.
    /// - Throws: `statement`.
    static func signed(
        path: String, size: UInt64, modified: FileTime, leaves: [MerkleHash], root: MerkleHash, with identity: Identity
    ) async throws(ManifestError) -> FileManifest {
        let statement = FileStatement(path: path, size: size, modified: modified, root: root)
        do throws(StatementError) {
            let signed = try await SignedStatement(
                signing: statement.encoded, in: ManifestFormat.context, with: identity)
            return FileManifest(statement: statement, leaves: leaves, signed: signed)
        } catch {
            throw .statement(error)
        }
    }

    /// The manifest as it is sent and kept.
    func encode(to buffer: inout ByteBuffer) {
        buffer.reserveCapacity(minimumWritableBytes: encodedSize)
        ManifestFormat.writeHeader(size: size, to: &buffer)
        ManifestFormat.writeLeaves(leaves, to: &buffer)
        ManifestFormat.writeTrailer(signed, to: &buffer)
    }

    /// The manifest as it is sent and kept.
    var encoded: ByteBuffer {
        var buffer = ByteBuffer()
        encode(to: &buffer)
        return buffer
    }

    /// How many bytes ``encoded`` has.
    var encodedSize: Int {
        let certificates = signed.certificates.reduce(0) { $0 + 3 + $1.count }
        return ManifestFormat.headerSize + leaves.count * MerkleHash.byteCount + 9 + signed.contents.count
            + signed.signature.count + certificates
    }

    /// - Throws: ``ManifestError``, as ``ManifestReader`` does.
    init(decoding buffer: ByteBuffer, limits: ManifestLimits = ManifestLimits()) throws(ManifestError) {
        var reader = ManifestReader(limits: limits)
        try reader.receive(buffer)
        self = try reader.finish()
    }
}
