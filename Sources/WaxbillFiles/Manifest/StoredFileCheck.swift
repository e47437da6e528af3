import NIOCore
import NIOPosix
import WaxbillProofs
import WaxbillTLS
import WaxbillX509

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a stored file's manifest says, and whether the file is the one it says, found out without a server.
public struct StoredFileCheck: Sendable, Hashable {
    /// A block of the file that is not the one that was signed.
    public struct WrongBlock: Sendable, Hashable, CustomStringConvertible {
        /// Which block, counted from 0.
        public let index: Int
        /// Its bytes in the file that was signed.
        public let range: Range<UInt64>

        /// The block and its bytes, for people.
        public var description: String { "block \(index) (bytes \(range.lowerBound) to \(range.upperBound))" }
    }

    /// The path by which the file was requested.
    public let path: String
    /// The size that was signed, in bytes.
    public let size: UInt64
    /// The size of the file that is there, in bytes.
    public let foundSize: UInt64
    /// When the server's file had changed last, in seconds since 1970.
    public let modifiedSeconds: Int64
    /// The root over all blocks, in hexadecimal.
    public let root: String
    /// The certificate that signed, which the trust roots vouch for.
    public let signer: CertificateSummary
    /// The first block that is wrong or not there.
    public let firstWrongBlock: WrongBlock?
    /// How many blocks are wrong or not there.
    public let wrongBlockCount: Int

    /// Whether the file is the one that was signed.
    public var isGood: Bool { foundSize == size && wrongBlockCount == 0 }
}

extension StoredFileCheck {
    /// Checks a file against a manifest.
    /// - Parameters:
    ///   - file: path of the file.
    ///   - manifest: path of the manifest.
    ///   - roots: who is believed.
    ///   - name: what the signer's certificate has to be for; nil: anything.
    ///   - clock: the time at which the signer's certificate has to be valid.
    /// - Throws: ``FileError`` where a file cannot be read, ``ManifestError`` where the manifest is not believed or the file changes meanwhile.
    public static func run(
        file: String, manifest: String, roots: TrustRoots, name: ReferenceName?, clock: any TLSClock = SystemClock(),
        pool: NIOThreadPool = .singleton
    ) async throws -> StoredFileCheck {
        try await pool.runIfActive {
            let kept = try readManifest(manifest)
            let signer = try kept.verify(path: nil, by: StatementVerifier(roots: roots, name: name, clock: clock))
            guard let leaf = signer.certificates.first.flatMap({ CertificateSummary(der: $0) }) else {
                throw ManifestError.statement(.noCertificate)
            }
            let descriptor = open(file, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileError("read", file, code: errno) }
            return try check(Descriptor(owning: descriptor), file, kept, leaf)
        }
    }

    private static func readManifest(_ path: String) throws -> FileManifest {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path, code: errno) }
        let file = Descriptor(owning: descriptor)
        var reader = ManifestReader()
        var offset: UInt64 = 0
        while true {
            var piece = ByteBuffer()
            do {
                guard try file.read(at: offset, count: 1 << 16, into: &piece) > 0 else { return try reader.finish() }
            } catch let failure as Errno {
                throw FileError("read", path, code: failure.number)
            }
            offset += UInt64(piece.readableBytes)
            try reader.receive(piece)
        }
    }

    private static func check(
        _ file: Descriptor, _ path: String, _ manifest: FileManifest, _ signer: CertificateSummary
    ) throws -> StoredFileCheck {
        let stamp: FileStamp
        do {
            stamp = FileStamp(try SystemCall.status(file))
        } catch {
            throw FileError("read", path, code: error.number)
        }
        var first: WrongBlock?
        var count = 0
        for index in manifest.leaves.indices {
            let range = manifest.range(ofBlock: index)
            // A block that ends elsewhere cannot have the leaf's hash, and one that is not there need not be read.
            let isThere = ManifestFormat.range(ofBlock: index, size: stamp.size) == range
            if isThere, try BlockReading.leaves(of: index..<(index + 1), in: file, stamp) == [manifest.leaves[index]] {
                continue
            }
            count += 1
            if first == nil { first = WrongBlock(index: index, range: range) }
        }
        try BlockReading.requireUnchanged(file, stamp)
        return StoredFileCheck(
            path: manifest.path, size: manifest.size, foundSize: stamp.size,
            modifiedSeconds: manifest.statement.modified.seconds, root: manifest.root.hexadecimal, signer: signer,
            firstWrongBlock: first, wrongBlockCount: count)
    }
}
