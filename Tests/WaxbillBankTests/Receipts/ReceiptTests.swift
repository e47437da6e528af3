import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// What a receipt proves, and what is refused.
struct ReceiptTests {
    private let verifier = StatementVerifier.blocks(roots: SampleLedger.roots, name: nil)

    private func receipt(_ entry: UInt64, of ledger: ArrayLedger? = nil) async throws -> Receipt {
        let ledger = if let ledger { ledger } else { try await SampleLedger.make() }
        return try #require(try await Receipt.of(entry, in: ledger, sealer: SampleLedger.sealer(of: ledger)))
    }

    @Test func everyEntryHasOne() async throws {
        let ledger = try await SampleLedger.make()
        for number in 1...14 as ClosedRange<UInt64> {
            let file = try await receipt(number, of: ledger).file
            let read = try Receipt(file: file)
            #expect(read.entry.number == number)
            #expect(try read.verify(by: verifier).certificates == SampleLedger.identity.certificateChain)
            #expect(read.file == file)
        }
        #expect(try await Receipt.of(15, in: ledger, sealer: SampleLedger.sealer(of: ledger)) == nil)
    }

    @Test func itSaysWhatWasSigned() async throws {
        let text = String(decoding: try await receipt(4).file, as: UTF8.self)
        for part in [
            "\"entry\": 4,", "\"requester\": \"ada\"", "\"operation\": \"pay\"", "\"from\": \"ada\"",
            "\"amount\": 2500,",
            "\"currency\": \"EUR\"", "\"reference\": \"rent\"", "\"result\": \"done\"",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let refused = String(decoding: try await receipt(5).file, as: UTF8.self)
        #expect(refused.contains("\"result\": \"insufficient_funds\""))
    }

    @Test func whiteSpaceDoesNotCount() async throws {
        let receipt = try await receipt(4)
        #expect(try Receipt(file: ReceiptText.compacted(receipt.file)) == receipt)
        let spaced = Array(
            String(decoding: receipt.file, as: UTF8.self).replacing(",\n", with: " ,\r\n\t\n").utf8)
        #expect(try Receipt(file: spaced) == receipt)
    }

    /// Whatever is changed in the file, in words or in bytes, it is refused.
    @Test func everyChangedByteIsRefused() async throws {
        let file = try await receipt(4).file
        let compact = ReceiptText.compacted(file)
        for index in compact.indices {
            var changed = compact
            changed[index] ^= 1
            #expect(throws: ReceiptError.self, "byte \(index)") {
                try Receipt(file: changed).verify(by: verifier)
            }
        }
    }

    @Test func addedAndRepeatedMembersAreRefused() async throws {
        let text = String(decoding: try await receipt(4).file, as: UTF8.self)
        let changes = [
            ("\"says\": {", "\"says\": {\"amount\": 1000000,"), ("\"operation\": \"pay\",", ""),
            ("\"amount\": 2500,", "\"amount\": 2500.0,"), ("\"amount\": 2500,", "\"amount\": 2500, \"amount\": 1,"),
            ("\"rent\"", "\"\\u0072ent\""), ("\"rent\"", "\"r ent\""),
        ]
        for (old, new) in changes {
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(changed != text)
            #expect(throws: ReceiptError.otherWords, "\(new)") { try Receipt(file: Array(changed.utf8)) }
        }
        #expect(throws: ReceiptError.otherWords) { try Receipt(file: Array((text + "{}").utf8)) }
    }

    @Test func anotherBanksReceiptIsRefused() async throws {
        let ledger = try await SampleLedger.make(sealing: [])
        try await SampleLedger.sealer(of: ledger, identity: TestPKI.impostorServer).seal()
        let receipt = try Receipt(file: try await receipt(4, of: ledger).file)
        guard
            case .block(.statement(.chain)) = #expect(
                throws: ReceiptError.self,
                performing: {
                    try receipt.verify(by: verifier)
                })
        else {
            Issue.record("refused for something else")
            return
        }
    }

    @Test func anotherNameAndAClientsSignatureAreRefused() async throws {
        let named = StatementVerifier(roots: SampleLedger.roots, name: try ReferenceName(dns: "bank.example"))
        let receipt = try await receipt(4)
        #expect(throws: ReceiptError.self) { try receipt.verify(by: named) }
        let ledger = try await SampleLedger.make(sealing: [])
        try await SampleLedger.sealer(of: ledger, identity: TestPKI.client()).seal()
        let signedByClient = try await self.receipt(4, of: ledger)
        #expect(throws: ReceiptError.self) { try signedByClient.verify(by: verifier) }
    }

    @Test func expiredCertificatesAreRefusedButForTheirTime() async throws {
        let receipt = try await receipt(4)
        let later = ManualClock(milliseconds: SystemClock().millisecondsSinceEpoch + 20 * 366 * 86_400_000)
        let late = StatementVerifier(roots: SampleLedger.roots, name: nil, clock: later)
        #expect(throws: ReceiptError.self) { try receipt.verify(by: late) }
        let then = ManualClock(milliseconds: UInt64(receipt.block.statement.time))
        try receipt.verify(by: StatementVerifier(roots: SampleLedger.roots, name: nil, clock: then))
    }

    /// The key of a bank signs other statements too: none of them is a block.
    @Test func anotherContextIsRefused() async throws {
        let receipt = try await receipt(4)
        let other = try await SignedStatement(
            signing: receipt.block.statement.encoded, in: try #require(StatementContext("file manifest")),
            with: SampleLedger.identity)
        var bytes = other.contents
        bytes += [UInt8(other.scheme.rawValue >> 8), UInt8(truncatingIfNeeded: other.scheme.rawValue)]
        bytes +=
            [UInt8(other.signature.count >> 8), UInt8(truncatingIfNeeded: other.signature.count)] + other.signature
        bytes += receipt.block.encoded.suffix(
            receipt.block.encoded.count - 156 - 4 - receipt.block.signed.signature.count)
        let forged = try SignedBlock(decoding: bytes)
        #expect(throws: BlockError.statement(.signatureInvalid)) { try forged.verify(by: verifier) }
    }

    @Test func anEntryOfAnotherBlockIsRefused() async throws {
        let ledger = try await SampleLedger.make()
        let (a, b) = (try await receipt(4, of: ledger), try await receipt(10, of: ledger))
        #expect(throws: ReceiptError.otherBlock(entry: 4, block: 8...13)) {
            try Receipt(bytes: a.bytes, path: a.path, block: b.block)
        }
        let c = try await receipt(5, of: ledger)
        #expect(throws: ReceiptError.notInBlock(entry: 4)) {
            try Receipt(bytes: a.bytes, path: c.path, block: a.block)
        }
        #expect(throws: ReceiptError.notInBlock(entry: 4)) {
            try Receipt(bytes: a.bytes, path: a.path + a.path, block: a.block)
        }
    }

    @Test func hostileFilesAreRefused() async throws {
        let file = try await receipt(4).file
        for count in stride(from: 0, to: file.count - 1, by: 7) {
            #expect(throws: ReceiptError.self) { try Receipt(file: Array(file.prefix(count))) }
        }
        let nested = [UInt8](repeating: UInt8(ascii: "["), count: 500_000)
        let start = Array("{\"format\":\"\(Receipt.format)\",\"says\":".utf8)
        let hostile: [[UInt8]] = [
            [], nested, start + nested, start + Array(",\"entry\":\"".utf8),
            start + Array(",\"entry\":\"\",\"block\":\"\",\"path\":[".utf8),
            start + Array(",\"entry\":\"AAAA\",\"block\":\"AAAA\",\"path\":[\"AAAA\"]}".utf8),
            [UInt8](repeating: 0x20, count: Receipt.mostFileBytes + 1), Array("\u{feff}".utf8) + file,
        ]
        for file in hostile { #expect(throws: ReceiptError.self) { try Receipt(file: file) } }
    }
}
