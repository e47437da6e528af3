import NIOCore
import WaxbillProofs

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An audit of what a bank shows to an auditor: its journal and its blocks. Nothing that the bank says is believed but what follows.
package struct RemoteAudit {
    private let client: BankClient
    private let trust: AuditTrust?
    private let kept: [KeptBlock]
    private let progress: (UInt64, UInt64) -> Void

    /// - Parameters:
    ///   - trust: who has to have signed blocks; nil: anybody.
    ///   - kept: blocks that have to be among the bank's.
    package init(
        _ client: BankClient, trust: AuditTrust?, kept: [KeptBlock] = [],
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) {
        self.client = client
        self.trust = trust
        self.kept = kept
        self.progress = progress
    }

    /// Audits the journal up to the entry that is the last when it begins.
    /// - Throws: ``AuditError``, ``BankClientError``.
    package func run() async throws -> AuditResult {
        var audit = JournalAudit(trust: trust, kept: kept, rowKey: RowHash.makeKey())
        var blocks: ArraySlice<SealedBlock> = []
        var last: UInt64?
        while true {
            let number = audit.head.number
            guard number < last ?? .max else { break }
            let page: JournalPage = try Self.decoded(try await client.journal(after: number, limit: Self.pageSize))
            let end = last ?? page.head
            last = end
            let entries = try page.entries.filter { $0.entry <= end }.map { try $0.stored() }
            guard let reached = entries.last?.number else { break }
            while audit.blocks.lastEntry < reached {
                if blocks.isEmpty { blocks = try await nextBlocks(after: audit.blocks.lastNumber)[...] }
                // Blocks that came since then are not looked at.
                guard let block = blocks.popFirst(), block.entries.upperBound <= end else { break }
                try Self.faulting { () throws(LedgerFault) in try audit.take(block) }
            }
            try Self.faulting { () throws(LedgerFault) in try audit.take(entries) }
            progress(audit.head.number, end)
        }
        try Self.faulting { () throws(LedgerFault) in try audit.finish() }
        if let last, audit.head.number < last {
            throw AuditError.fault(LedgerFault(.entry(audit.head.number + 1), "it is missing"))
        }
        return AuditResult(audit, isTrusted: trust != nil, comparedTables: false)
    }

    private static let pageSize = 500

    private func nextBlocks(after number: UInt64) async throws -> [SealedBlock] {
        let page: BlockPage = try Self.decoded(try await client.blocks(after: number, limit: Self.pageSize))
        let certificates = Dictionary(page.certificates.map { (MerkleHash(leaf: $0), [UInt8]($0)) }) { $1 }
        return try page.blocks.map { try $0.sealed(certificates) }
    }

    private static func decoded<Page: Decodable>(_ body: ByteBuffer) throws -> Page {
        do {
            return try JSONDecoder().decode(Page.self, from: Data(body.readableBytesView))
        } catch {
            throw BankClientError.malformedAnswer("it is no page of the journal")
        }
    }

    private static func faulting(_ body: () throws(LedgerFault) -> Void) throws(AuditError) {
        do throws(LedgerFault) { try body() } catch { throw .fault(error) }
    }
}

/// What `GET /v1/journal` answers.
private struct JournalPage: Decodable {
    struct Entry: Decodable {
        let entry: UInt64
        let bytes: Data
        let chain: String

        func stored() throws -> StoredEntry {
            guard let hash = MerkleHash(hexadecimal: chain) else {
                throw BankClientError.malformedAnswer("entry \(entry) has no chain hash")
            }
            return StoredEntry(number: entry, bytes: [UInt8](bytes), chain: hash)
        }
    }

    let entries: [Entry]
    /// The number of the journal's last entry.
    let head: UInt64
}

/// What `GET /v1/blocks` answers.
private struct BlockPage: Decodable {
    struct Block: Decodable {
        let block: UInt64
        let first: UInt64
        let last: UInt64
        let statement: Data

        /// - Parameter certificates: by what statements call them.
        func sealed(_ certificates: [MerkleHash: [UInt8]]) throws -> SealedBlock {
            guard first <= last else { throw BankClientError.malformedAnswer("block \(block) ends before it begins") }
            let statement = [UInt8](statement)
            let name = statement.dropFirst(BlockStatement.certificatesPlace.lowerBound).prefix(MerkleHash.byteCount)
            return SealedBlock(
                number: block, entries: first...last, statement: statement,
                certificates: MerkleHash(bytes: name).flatMap { certificates[$0] } ?? [])
        }
    }

    let blocks: [Block]
    /// Of the blocks' signers, each list once.
    let certificates: [Data]
}
