import NIOCore
import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillFiles

/// The encoding of manifests, and what is refused of it.
struct FileManifestTests {
    private func verifier() throws -> StatementVerifier {
        StatementVerifier(roots: TestPKI.authority.trustRoots, name: try ReferenceName(dns: "server.example"))
    }

    private func leaves(_ size: UInt64) -> [MerkleHash] {
        (0..<ManifestFormat.blockCount(size: size)).map { MerkleHash(leaf: Array("block \($0)".utf8)) }
    }

    private func manifest(size: UInt64 = 3_000_000, path: String = "/a/b.bin") async throws -> FileManifest {
        let content = HashedContent(leaves: leaves(size))
        return try await FileManifest.signed(
            path: path, size: size, modified: FileTime(seconds: 1_700_000_000, nanoseconds: 5), leaves: content.leaves,
            root: content.root, with: TestPKI.server(.ed25519))
    }

    @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 3_000_000, 100 << 20])
    func isReadAsItWasWritten(size: UInt64) async throws {
        let manifest = try await manifest(size: size)
        let encoded = manifest.encoded
        #expect(encoded.readableBytes == manifest.encodedSize)
        let read = try FileManifest(decoding: encoded)
        #expect(read == manifest)
        try read.verify(path: "/a/b.bin", by: verifier())
        #expect(read.statement.modified == FileTime(seconds: 1_700_000_000, nanoseconds: 5))
    }

    /// The bytes that docs/FILES.md says.
    @Test func hasTheDocumentedLayout() async throws {
        let manifest = try await manifest(size: (1 << 20) + 7)
        var buffer = manifest.encoded
        #expect(buffer.readBytes(length: 5) == Array("WXBM".utf8) + [1])
        #expect(buffer.readInteger(as: UInt32.self) == 1_048_576)
        #expect(buffer.readInteger(as: UInt64.self) == 1_048_583)
        #expect(buffer.readBytes(length: 64) == manifest.leaves.flatMap(\.bytes))
        let optionalStatement = buffer.readLengthPrefixedSlice(as: UInt16.self)
        var statement = try #require(optionalStatement)
        #expect(buffer.readInteger(as: UInt16.self) == SignatureScheme.ed25519.rawValue)
        #expect(buffer.readLengthPrefixedSlice(as: UInt16.self)?.readableBytes == 64)
        let length = (buffer.readBytes(length: 3) ?? []).reduce(0) { $0 << 8 | Int($1) }
        #expect(buffer.readableBytes == length)
        let first = (buffer.readBytes(length: 3) ?? []).reduce(0) { $0 << 8 | Int($1) }
        #expect(buffer.readBytes(length: first) == TestPKI.server(.ed25519).certificateChain[0])

        #expect(statement.readLengthPrefixedSlice(as: UInt16.self) == ByteBuffer(string: "/a/b.bin"))
        #expect(statement.readInteger(as: UInt64.self) == 1_048_583)
        #expect(statement.readInteger(as: Int64.self) == 1_700_000_000)
        #expect(statement.readInteger(as: UInt32.self) == 5)
        #expect(statement.readInteger(as: UInt32.self) == 1_048_576)
        #expect(statement.readBytes(length: 32) == MerkleTree(leaves: manifest.leaves).root.bytes)
        #expect(statement.readableBytes == 0)
    }

    @Test(arguments: [1, 2, 7, 31, 32, 33, 100])
    func isReadInPieces(pieceSize: Int) async throws {
        let manifest = try await manifest(size: 5 << 20)
        var rest = manifest.encoded
        var reader = ManifestReader()
        while rest.readableBytes > 0 {
            #expect(!reader.isComplete)
            guard let piece = rest.readSlice(length: min(pieceSize, rest.readableBytes)) else { break }
            try reader.receive(piece)
            let read = manifest.encodedSize - rest.readableBytes
            #expect(reader.leaves.count == min(5, max(0, read - ManifestFormat.headerSize) / 32))
        }
        #expect(reader.isComplete)
        #expect(try reader.finish() == manifest)
    }

    @Test func everyTruncationIsRefused() async throws {
        let encoded = try await manifest().encoded
        for count in 0..<encoded.readableBytes {
            let part = try #require(encoded.getSlice(at: 0, length: count))
            #expect(throws: ManifestError.truncated) { try FileManifest(decoding: part) }
        }
    }

    @Test func everyFlippedBitIsRefused() async throws {
        let bytes = Array(try await manifest().encoded.readableBytesView)
        let verifier = try verifier()
        for index in 0..<(8 * bytes.count) {
            var changed = bytes
            changed[index / 8] ^= 1 << (index % 8)
            #expect(throws: ManifestError.self, "bit \(index)") {
                try FileManifest(decoding: ByteBuffer(bytes: changed)).verify(path: "/a/b.bin", by: verifier)
            }
        }
    }

    /// Whatever bytes follow a good beginning, and whatever is put in the place of a byte.
    @Test func randomBytesNeverTrap() async throws {
        let random = SeededRandomSource(seed: 5)
        let bytes = Array(try await manifest().encoded.readableBytesView)
        let verifier = try verifier()
        for round in 0..<3000 {
            var changed = bytes
            for _ in 0...(round % 4) {
                let place = random.bytes(2).reduce(0) { $0 << 8 | Int($1) } % changed.count
                changed.replaceSubrange(place..<min(place + round % 7, changed.count), with: random.bytes(round % 5))
            }
            guard changed != bytes else { continue }
            #expect(throws: ManifestError.self) {
                try FileManifest(decoding: ByteBuffer(bytes: changed)).verify(path: "/a/b.bin", by: verifier)
            }
        }
    }

    @Test func whatFollowsIsRefused() async throws {
        var encoded = try await manifest().encoded
        encoded.writeInteger(UInt8(0))
        #expect(throws: ManifestError.trailingBytes) { try FileManifest(decoding: encoded) }
        var reader = ManifestReader()
        try reader.receive(try await manifest().encoded)
        #expect(throws: ManifestError.trailingBytes) { try reader.receive(ByteBuffer(bytes: [0])) }
    }

    private func header(_ magic: String = "WXBM", _ version: UInt8 = 1, _ block: UInt32 = 1 << 20, size: UInt64)
        -> ByteBuffer
    {
        var buffer = ByteBuffer(string: magic)
        buffer.writeInteger(version)
        buffer.writeInteger(block)
        buffer.writeInteger(size)
        return buffer
    }

    @Test func otherHeadersAreRefused() throws {
        let refused: [(ByteBuffer, ManifestError)] = [
            (header("WXBN", size: 1), .notAManifest),
            (header("WXBM", 2, size: 1), .unsupportedVersion(2)),
            (header("WXBM", 1, 65_536, size: 1), .unsupportedBlockSize(65_536)),
            (header(size: .max), .tooLarge(size: .max)),
            (header(size: 1 << 63), .tooLarge(size: 1 << 63)),
            (header(size: (1 << 63) - 1), .tooLarge(size: (1 << 63) - 1)),
            (header(size: (4 << 40) + 1), .tooLarge(size: (4 << 40) + 1)),
        ]
        for (buffer, error) in refused {
            var reader = ManifestReader()
            #expect(throws: error) { try reader.receive(buffer) }
        }
        var reader = ManifestReader()
        try reader.receive(header(size: 4 << 40))
        #expect(reader.size == 4 << 40)
        #expect(throws: ManifestError.truncated) { try reader.finish() }
    }

    @Test func aSizeBelowTheLimitIsKept() throws {
        var reader = ManifestReader(limits: ManifestLimits(blockCount: 2))
        try reader.receive(header(size: 2 << 20))
        var other = ManifestReader(limits: ManifestLimits(blockCount: 2))
        #expect(throws: ManifestError.tooLarge(size: (2 << 20) + 1)) { try other.receive(header(size: (2 << 20) + 1)) }
    }

    /// Somebody who sends certificates without end is stopped when they are announced.
    @Test func anEndlessTrailerIsRefused() throws {
        var buffer = header(size: 0)
        buffer.writeBytes([0, 1, 9, 8, 7, 0, 1, 9, 0xff, 0xff, 0xff])
        var reader = ManifestReader()
        #expect(throws: ManifestError.tooLong) { try reader.receive(buffer) }
    }

    @Test func anotherPathIsRefused() async throws {
        let manifest = try await manifest(path: "/caf\u{e9}")
        #expect(throws: ManifestError.wrongPath(expected: "/x", found: "/caf\u{e9}")) {
            try manifest.verify(path: "/x", by: verifier())
        }
        // Equal in Swift, not to a file system.
        #expect(throws: ManifestError.self) { try manifest.verify(path: "/cafe\u{301}", by: verifier()) }
        try manifest.verify(path: nil, by: verifier())
        try manifest.verify(path: "/caf\u{e9}", by: verifier())
    }

    @Test func aSignerOfAnotherNameIsRefused() async throws {
        let manifest = try await manifest()
        let other = StatementVerifier(
            roots: TestPKI.authority.trustRoots, name: try ReferenceName(dns: "other.example"))
        #expect(throws: ManifestError.self) { try manifest.verify(path: nil, by: other) }
    }

    @Test func leavesThatWereNotSignedAreRefused() async throws {
        let manifest = try await manifest()
        let other = Array(manifest.leaves.reversed())
        #expect(throws: ManifestError.wrongRoot) {
            try FileManifest(
                size: manifest.size, leaves: other, root: MerkleTree(leaves: other).root, signed: manifest.signed)
        }
        #expect(throws: ManifestError.wrongSize(expected: 3_000_001, found: 3_000_000)) {
            try FileManifest(
                size: 3_000_001, leaves: manifest.leaves, root: manifest.root, signed: manifest.signed)
        }
    }

    @Test func blocksHaveTheirRanges() async throws {
        let manifest = try await manifest(size: 3_000_000)
        #expect(manifest.range(ofBlock: 0) == 0..<1_048_576)
        #expect(manifest.range(ofBlock: 2) == 2_097_152..<3_000_000)
        #expect(manifest.range(ofBlock: 3).isEmpty)
        #expect(ManifestFormat.range(ofBlock: .max, size: .max).upperBound <= .max)
    }
}
