import Foundation
import Testing
import WaxbillProofs
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// Who may have signed a bank's blocks, and when.
struct BlockSignerTests {
    private static let hour: UInt64 = 3_600_000
    private static let now = SystemClock().millisecondsSinceEpoch
    private static let name = "bank.example"

    private let authority = TestPKI.authority

    /// A certificate of the bank's, valid from now on.
    private func signer(days: Int, named name: String = name) throws -> IssuedIdentity {
        try authority.issue(LeafSubject.server(named: [name]), days: days)
    }

    private func bank(_ lists: [CertificateRevocationList] = []) throws -> AuditTrust {
        AuditTrust(roots: SampleLedger.roots, name: try ReferenceName(dns: Self.name), revocationLists: lists)
    }

    /// Adds a batch of the sample ledger and seals it, so many hours from now.
    private func add(_ batch: Int, to ledger: ArrayLedger, by identity: Identity?, after hours: UInt64) async throws {
        let batch = SampleLedger.batches[batch]
        _ = try ledger.write { transaction throws(LedgerStoreError) in
            try LedgerBatch(batch.requests, rules: batch.rules, clock: batch.time).run(in: transaction)
        }
        let clock = ManualClock(milliseconds: Self.now + hours * Self.hour)
        try await BlockSealer(store: ledger, clock: clock) { identity }.seal()
    }

    /// A certificate of the same authority is not enough.
    @Test func customersAndOtherServersCannotSealBlocks() async throws {
        let everybody = AuditTrust(roots: SampleLedger.roots, name: nil)
        let client = try authority.issue(LeafSubject.client(named: Self.name)).identity
        for identity in [client, TestPKI.client(), TestPKI.impostorServer] {
            let ledger = ArrayLedger()
            try await add(0, to: ledger, by: identity, after: 0)
            #expect(try ledger.content.fault() == nil)
            #expect(try ledger.content.fault(trust: everybody)?.place == .block(1))
            #expect(try ledger.content.fault(trust: bank())?.place == .block(1))
        }
        // Another server of the same authority is told from the bank by its name alone, and an audit says who signed.
        let ledger = ArrayLedger()
        try await add(0, to: ledger, by: try signer(days: 1).identity, after: 0)
        try await add(1, to: ledger, by: TestPKI.server(), after: 0)
        let result = try LedgerAudit(ContentSnapshot(ledger.content), trust: everybody).run()
        #expect(result.signers == ["CN=bank.example", "CN=localhost"])
        #expect(try ledger.content.fault(trust: bank())?.place == .block(2))
    }

    /// A certificate that names no purposes is good for every purpose, and may be a customer's.
    @Test func withoutANameTheCertificateHasToBeAServers() throws {
        let root = try CertificateDraft.authority("Drafted").signed()
        let roots = try TrustRoots(der: [root.der])
        let named = StatementVerifier.blocks(
            roots: roots, name: try ReferenceName(dns: Self.name), clock: ManualClock())
        let unnamed = StatementVerifier.blocks(roots: roots, name: nil, clock: ManualClock())
        let leaf = CertificateDraft.leaf([.dns(Self.name)])
        let server = try leaf.signed(by: root).der
        _ = try named.signer(of: [server])
        _ = try unnamed.signer(of: [server])
        let anything = try leaf.with { $0.remove(DraftExtension.Types.extendedKeyUsage) }.signed(by: root).der
        _ = try named.signer(of: [anything])
        let error = #expect(throws: StatementError.self) { try unnamed.signer(of: [anything]) }
        guard case .chain(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.description.contains("has no extended key usage"), "\(refusal)")
        let client = try leaf.with { $0.set(.extendedKeyUsage("1.3.6.1.5.5.7.3.2")) }.signed(by: root).der
        #expect(throws: StatementError.self) { try named.signer(of: [client]) }
    }

    /// A block is judged at its own time: the bank's old certificates need not be valid any more, but have to have been.
    @Test func keysRotateAndExpire() async throws {
        let (first, second) = (try signer(days: 1), try signer(days: 30))
        let ledger = ArrayLedger()
        try await add(0, to: ledger, by: first.identity, after: 12)
        try await add(1, to: ledger, by: second.identity, after: 48)
        try await add(2, to: ledger, by: second.identity, after: 49)
        #expect(try ledger.content.fault(trust: bank()) == nil)
        // Nobody goes on with the old one.
        try await add(3, to: ledger, by: first.identity, after: 50)
        let fault = try #require(try ledger.content.fault(trust: bank()))
        #expect(fault.place == .block(4))
        #expect(fault.reason.contains("expired"), "\(fault)")
    }

    /// Who has a key whose certificate is over can still claim an earlier time, but the blocks behind do not follow then.
    @Test func anOldKeyCannotChangeWhatLaterBlocksFollow() async throws {
        let (old, new) = (try signer(days: 1), try signer(days: 30))
        let ledger = ArrayLedger()
        for (batch, hours) in [(0, 1), (1, 2)] as [(Int, UInt64)] {
            try await add(batch, to: ledger, by: old.identity, after: hours)
        }
        try await add(2, to: ledger, by: new.identity, after: 48)
        let whole = ledger.content
        // The thief leaves a payment out, and signs what is left anew, within the time of the certificate that he has.
        let forged = ArrayLedger()
        try await add(0, to: forged, by: old.identity, after: 1)
        try await add(2, to: forged, by: old.identity, after: 3)
        #expect(try forged.content.fault(trust: bank()) == nil)
        let result = try LedgerAudit(ContentSnapshot(whole), trust: bank()).run()
        let kept = try #require(result.lastBlock)
        #expect(try forged.content.fault(trust: bank(), kept: [kept])?.place == .block(3))
        var joined = forged.content
        joined.blocks.append(whole.blocks[2])
        #expect(try joined.fault(trust: bank())?.place == .block(3))
        // Times do not fall, so that nobody signs with it behind a block of the new key.
        let backdated = ArrayLedger(whole)
        try await add(3, to: backdated, by: old.identity, after: 4)
        let fault = try #require(try backdated.content.fault(trust: bank()))
        #expect(fault.place == .block(4) && fault.reason.contains("expired"), "\(fault)")
    }

    /// Who was revoked is believed for what he signed before.
    @Test func revokedSignersAreRefusedFromThenOn() async throws {
        let (first, second) = (try signer(days: 30), try signer(days: 30))
        let ledger = ArrayLedger()
        try await add(0, to: ledger, by: first.identity, after: 0)
        try await add(1, to: ledger, by: first.identity, after: 5)
        try await add(2, to: ledger, by: second.identity, after: 6)
        func list(revoking identity: IssuedIdentity?, after hours: UInt64) throws -> CertificateRevocationList {
            let now = Date(timeIntervalSince1970: Double(Self.now / 1000))
            let serial = identity.map { Array(hex: $0.summary.serial) }
            let entries = serial.map {
                [
                    RevocationListContents.Entry(
                        serialNumber: $0, revocationDate: now + Double(hours) * 3600, reason: .keyCompromise)
                ]
            }
            return try RevocationListContents(
                number: 1, thisUpdate: now - 60, nextUpdate: now + 86_400, entries: entries ?? []
            ).signed(by: authority.revocationSigner)
        }
        #expect(try ledger.content.fault(trust: bank([list(revoking: nil, after: 0)])) == nil)
        for (hours, block) in [(0, 1), (3, 2), (5, 2)] as [(UInt64, UInt64)] {
            let fault = try #require(try ledger.content.fault(trust: bank([list(revoking: first, after: hours)])))
            #expect(fault.place == .block(block), "\(hours): \(fault)")
            #expect(fault.reason.contains("was revoked"), "\(fault)")
        }
        #expect(try ledger.content.fault(trust: bank([list(revoking: first, after: 7)])) == nil)
        #expect(try ledger.content.fault(trust: bank([list(revoking: second, after: 0)]))?.place == .block(3))
        // A list that says nothing about the bank's authority, or is too old, is none.
        let other = try RevocationListContents(
            number: 1, thisUpdate: Date() - 60, nextUpdate: Date() + 86_400
        ).signed(by: TestPKI.impostor.revocationSigner)
        let stale = try RevocationListContents(
            number: 1, thisUpdate: Date() - 7200, nextUpdate: Date() - 3600
        ).signed(by: authority.revocationSigner)
        for list in [other, stale] { #expect(try ledger.content.fault(trust: bank([list]))?.place == .block(1)) }
    }

    @Test func receiptsOfRevokedSignersAreRefused() async throws {
        let identity = try signer(days: 30)
        let ledger = ArrayLedger()
        try await add(0, to: ledger, by: identity.identity, after: 0)
        let file = try #require(try Receipt(of: 3, in: ContentSnapshot(ledger.content))).file
        let now = Date(timeIntervalSince1970: Double(Self.now / 1000))
        let list = try RevocationListContents(
            number: 1, thisUpdate: now - 60, nextUpdate: now + 86_400,
            entries: [.init(serialNumber: Array(hex: identity.summary.serial), revocationDate: now - 30)]
        ).signed(by: authority.revocationSigner)
        let roots = SampleLedger.roots
        _ = try ReceiptCheck(file: file, roots: roots, name: nil)
        #expect(throws: ReceiptError.self) {
            try ReceiptCheck(file: file, roots: roots, name: nil, revocationLists: [list])
        }
        _ = try ReceiptCheck(
            file: file, roots: roots, name: nil, revocationLists: [list], time: Int64(Self.now) - 60_000)
    }
}

extension [UInt8] {
    /// The contents of a serial number's INTEGER, of hexadecimal digits.
    fileprivate init(hex text: String) {
        self = stride(from: 0, to: text.utf8.count, by: 2).compactMap {
            UInt8(text.dropFirst($0).prefix(2), radix: 16)
        }
        if let first, first >= 0x80 { insert(0, at: 0) }
    }
}
