import WaxbillProofs

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// A receipt as a file: Receipts of docs/BANK.md.

extension Receipt {
    /// The most bytes of a receipt's file.
    package static let mostFileBytes = 1 << 20
    /// What says which kind of file it is.
    static let format = "waxbill bank receipt 1"

    /// The receipt as JSON, for people too: what was signed, and what that says.
    package var file: [UInt8] { ReceiptText(document, isIndented: true).bytes }

    /// Reads a file. Everything in it has to follow from what was signed: only white space may be another.
    /// - Throws: ``ReceiptError``, but for who signed, which ``verify(by:)`` finds out.
    package init(file: [UInt8]) throws(ReceiptError) {
        guard file.count <= Self.mostFileBytes else {
            throw .malformed("it has more than \(Self.mostFileBytes) bytes")
        }
        let text = ReceiptText.compacted(file)
        let start = Array("{\"format\":\"\(Self.format)\",".utf8)
        guard text.starts(with: start) else {
            throw .malformed("it does not begin with \"format\": \"\(Self.format)\"")
        }
        let entry = try Self.evidence("entry", in: text)
        let block = try Self.evidence("block", in: text)
        let path = try Self.path(in: text)
        let signed: SignedBlock
        do throws(BlockError) {
            signed = try SignedBlock(decoding: block)
        } catch {
            throw .block(error)
        }
        try self.init(bytes: entry, path: path, block: signed)
        // Now that everything else in it is known, so is the file.
        guard ReceiptText(document, isIndented: false).bytes == text else { throw .otherWords }
    }

    private var document: ReceiptText.Value {
        .object([
            ReceiptText.Member("format", .text(Self.format)),
            ReceiptText.Member("says", .object(words)),
            ReceiptText.Member("entry", .text(Self.base64(bytes))),
            ReceiptText.Member("path", .list(path.map { .text(Self.base64($0.bytes)) })),
            ReceiptText.Member("block", .text(Self.base64(block.encoded))),
        ])
    }

    /// The bytes in a member. Its name with these quotation marks stands nowhere within a text, where they are escaped.
    private static func evidence(_ name: String, in text: [UInt8]) throws(ReceiptError) -> [UInt8] {
        let rest = try rest(of: text, behind: ",\"\(name)\":\"")
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")), let bytes = bytes(base64: rest[..<end]) else {
            throw .malformed("its member \"\(name)\" is no base64")
        }
        return bytes
    }

    private static func path(in text: [UInt8]) throws(ReceiptError) -> [MerkleHash] {
        let rest = try rest(of: text, behind: ",\"path\":[")
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { throw .malformed("it is cut off") }
        guard end > rest.startIndex else { return [] }
        var path: [MerkleHash] = []
        for element in rest[..<end].split(separator: UInt8(ascii: ","), maxSplits: 64, omittingEmptySubsequences: false)
        {
            guard element.count > 2, let bytes = bytes(base64: element.dropFirst().dropLast()),
                let hash = MerkleHash(bytes: bytes)
            else { throw .malformed("its member \"path\" has an element that is no hash") }
            path.append(hash)
        }
        return path
    }

    private static func rest(of text: [UInt8], behind name: String) throws(ReceiptError) -> ArraySlice<UInt8> {
        let name = Array(name.utf8)
        var start = 0
        while let next = text[start...].firstIndex(of: name[0]) {
            if text[next...].starts(with: name) { return text[(next + name.count)...] }
            start = next + 1
        }
        throw .malformed("it lacks \(String(decoding: name.dropFirst(), as: UTF8.self))")
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    private static func bytes(base64 text: ArraySlice<UInt8>) -> [UInt8]? {
        Data(base64Encoded: Data(text)).map { [UInt8]($0) }
    }
}
