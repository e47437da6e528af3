import Foundation
import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillBank

/// Files that somebody made to hurt who checks them: each is refused with a reason, and nothing else happens.
struct HostileReceiptTests {
    private let verifier = StatementVerifier.blocks(roots: SampleLedger.roots, name: nil)

    private func receipt() async throws -> Receipt {
        let ledger = try await SampleLedger.make()
        return try #require(try Receipt(of: 4, in: ContentSnapshot(ledger.content)))
    }

    /// Bits, bytes and stretches of the document changed, removed and repeated.
    @Test(arguments: 0..<8) func damagedDocuments(seed: Int) async throws {
        let receipt = try await receipt()
        let file = receipt.file
        var random = SeededRandom(seed: UInt64(seed))
        let pieces = [
            "[", "{", "\"", "\\", ",\"entry\":\"", ",\"path\":[", ",\"block\":\"", "9999999999999999999", "=", "]",
            "\0",
        ]
        for _ in 0..<400 {
            var bytes = file
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(5) {
                case 0: bytes[place] ^= 1 << UInt8(random.below(8))
                case 1: bytes.removeSubrange(place...)
                case 2: bytes.insert(contentsOf: random.pick(pieces).utf8, at: place)
                case 3:
                    let end = min(bytes.count, place + random.below(200))
                    bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
                default: bytes.removeSubrange(place..<min(bytes.count, place + random.below(40)))
                }
                if bytes.isEmpty { bytes = [0] }
            }
            do throws(ReceiptError) {
                let read = try Receipt(file: bytes)
                try read.verify(by: verifier)
                // White space between the parts is all that may be another.
                #expect(read == receipt)
            } catch {
                #expect(!error.code.isEmpty && !error.description.isEmpty)
            }
        }
    }

    /// What is in the document changed, and the words about it made to fit.
    @Test(arguments: 0..<8) func damagedEvidence(seed: Int) async throws {
        let receipt = try await receipt()
        let block = receipt.block.encoded
        var random = SeededRandom(seed: 100 + UInt64(seed))
        for _ in 0..<400 {
            var (entry, bytes, path) = (receipt.bytes, block, receipt.path)
            switch random.below(4) {
            case 0: entry[random.below(entry.count)] ^= 1 << UInt8(random.below(8))
            case 1: bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
            case 2: bytes.removeLast(1 + random.below(bytes.count - 1))
            default: path = random.oneIn(2) ? path.reversed() + path : Array(path.dropLast())
            }
            #expect(throws: (any Error).self) {
                let read = try Receipt(bytes: entry, path: path, block: try SignedBlock(decoding: bytes))
                try Receipt(file: read.file).verify(by: verifier)
            }
        }
    }

    /// Statements that no bank makes, signed by somebody with a key: read, said in words, and not believed.
    @Test func statementsAtTheEndsOfNumbers() async throws {
        let receipt = try await receipt()
        let statement = receipt.block.statement
        let identity = TestPKI.impostorServer
        let leaf = MerkleHash(leaf: receipt.bytes)
        let place = receipt.entry.number
        func bytes(
            number: UInt64 = 1, first: UInt64 = place, count: UInt32 = 1, time: UInt64 = 0
        ) -> [UInt8] {
            var bytes: [UInt8] = []
            for value in [number, first] { bytes += (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) } }
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
            bytes += leaf.bytes + statement.chain.bytes + statement.before.bytes
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) }
            return bytes + SignedBlock.hash(of: identity.certificateChain).bytes
        }
        func read(_ contents: [UInt8]) async throws {
            let signed = try await SignedStatement(signing: contents, in: BlockStatement.context, with: identity)
            var block =
                contents + [UInt8(signed.scheme.rawValue >> 8), UInt8(truncatingIfNeeded: signed.scheme.rawValue)]
            block += [UInt8(signed.signature.count >> 8), UInt8(signed.signature.count & 0xff)] + signed.signature
            var list: [UInt8] = []
            for certificate in signed.certificates {
                list += [UInt8(certificate.count >> 16), UInt8(certificate.count >> 8 & 0xff)]
                list += [UInt8(certificate.count & 0xff)] + certificate
            }
            block += [UInt8(list.count >> 16), UInt8(list.count >> 8 & 0xff), UInt8(list.count & 0xff)] + list
            let forged = try Receipt(bytes: receipt.bytes, path: [], block: try SignedBlock(decoding: block))
            let again = try Receipt(file: forged.file)
            #expect(throws: ReceiptError.self) { try again.verify(by: verifier) }
        }
        // These can be read, and are somebody else's.
        try await read(bytes())
        try await read(bytes(number: .max, time: UInt64(LedgerLimits.time)))
        for contents in [
            bytes(number: 0), bytes(first: 0), bytes(first: .max), bytes(count: 0), bytes(count: 1025),
            bytes(count: .max), bytes(first: .max - 1, count: 2), bytes(time: .max), bytes(time: 1 << 63),
            bytes(time: 1 << 63 | 1), bytes(time: UInt64(LedgerLimits.time) + 1), bytes(first: place + 1),
            bytes(first: place - 1, count: 2), bytes(first: place, count: 2),
        ] {
            await #expect(throws: (any Error).self, "\(contents.prefix(20)), \(contents[116..<124])") {
                try await read(contents)
            }
        }
    }

    @Test func timesThatNobodyWritesHaveWordsToo() {
        #expect(BankTime.format(.min) == "0001-01-01T00:00:00.000Z")
        #expect(BankTime.format(.max) == "9999-12-31T23:59:59.999Z")
        #expect(BankTime.format(-1) == "1969-12-31T23:59:59.999Z")
    }

    /// As much as a file may hold, in the forms that make a reader slow.
    @Test func largeFilesAreReadInOnePass() async throws {
        let start = Array("{\"format\":\"\(Receipt.format)\",\"says\":".utf8)
        let room = Receipt.mostFileBytes - start.count - 64
        let parts = ["[", "{\"a\":", ",\"entry", ",\"entry\":\"", ",\"path\":[\"", "\\", "\"", "9", ",\"block\":\"A"]
        for part in parts {
            let filling = Array(repeatElement(Array(part.utf8), count: room / part.utf8.count).joined())
            #expect(throws: ReceiptError.self) { try Receipt(file: start + filling) }
            #expect(throws: ReceiptError.self) { try Receipt(file: start + filling + Array("\"}".utf8)) }
        }
        let path = Array(
            repeatElement("\"\(Data(count: 32).base64EncodedString())\"", count: 20_000).joined(separator: ",").utf8)
        let file = start + Array("{},\"entry\":\"AAAA\",\"path\":[".utf8) + path + Array("],\"block\":\"AAAA\"}".utf8)
        #expect(throws: ReceiptError.self) { try Receipt(file: file) }
    }
}
