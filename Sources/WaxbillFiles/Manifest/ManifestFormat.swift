import NIOCore
import TLSWire
import WaxbillProofs
import WaxbillTLS

/// The numbers of docs/FILES.md, Manifests.
enum ManifestFormat {
    /// How many bytes each block has, but for a file's last.
    static let blockSize = 1 << 20
    /// How many bytes stand before the leaves.
    static let headerSize = 17
    /// The context in which file statements are signed.
    static let context = StatementContext(known: "file manifest")
    /// The media type.
    static let mediaType = "application/vnd.waxbill.manifest"

    static let magic: [UInt8] = Array("WXBM".utf8)
    static let version: UInt8 = 1

    /// How many blocks a file of `size` bytes has; an empty one has none.
    static func blockCount(size: UInt64) -> UInt64 {
        let whole = size / UInt64(blockSize)
        return size.isMultiple(of: UInt64(blockSize)) ? whole : whole + 1
    }

    /// Which bytes of a file of `size` bytes a block is.
    static func range(ofBlock index: Int, size: UInt64) -> Range<UInt64> {
        let start = min(UInt64(clamping: index).multipliedReportingOverflow(by: UInt64(blockSize)).partialValue, size)
        return start..<(start + min(UInt64(blockSize), size - start))
    }

    static func writeHeader(size: UInt64, to buffer: inout ByteBuffer) {
        buffer.writeBytes(magic)
        buffer.writeInteger(version)
        buffer.writeInteger(UInt32(blockSize))
        buffer.writeInteger(size)
    }

    static func writeLeaves(_ leaves: some Sequence<MerkleHash>, to buffer: inout ByteBuffer) {
        for leaf in leaves { _ = leaf.withUnsafeBytes { buffer.writeBytes($0) } }
    }

    static func writeTrailer(_ statement: SignedStatement, to buffer: inout ByteBuffer) {
        var writer = WireWriter()
        writer.writeVector(statement.contents, length: .uint16)
        writer.write(statement.scheme)
        writer.writeVector(statement.signature, length: .uint16)
        writer.writeVector(length: .uint24) { writer in
            for certificate in statement.certificates { writer.writeVector(certificate, length: .uint24) }
        }
        buffer.writeBytes(writer.bytes)
    }

    /// How long what follows the leaves is, from its beginning; nil where that does not tell yet.
    static func trailerSize(_ bytes: [UInt8]) -> Int? {
        func number(at offset: Int, _ count: Int) -> Int? {
            guard offset + count <= bytes.count else { return nil }
            return bytes[offset..<(offset + count)].reduce(0) { $0 << 8 | Int($1) }
        }
        guard let statement = number(at: 0, 2), let signature = number(at: 4 + statement, 2),
            let certificates = number(at: 6 + statement + signature, 3)
        else { return nil }
        return 9 + statement + signature + certificates
    }

    static func readTrailer(_ bytes: [UInt8]) throws(DecodingFailure) -> SignedStatement {
        var reader = WireReader(bytes.span.bytes, "Manifest")
        let contents = try reader.vector("statement", length: .uint16, in: 1...65_535)
        let scheme = try reader.codePoint("signature_scheme", as: SignatureScheme.self)
        let signature = try reader.vector("signature", length: .uint16, in: 1...65_535)
        var list = try reader.list("certificates", length: .uint24, in: 1...16_777_215)
        var certificates: [[UInt8]] = []
        while !list.isAtEnd {
            certificates.append(try list.vector("certificate", length: .uint24, in: 1...16_777_215))
        }
        try reader.finish()
        return SignedStatement(contents: contents, scheme: scheme, signature: signature, certificates: certificates)
    }
}
