import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// Reading CRLs (RFC 5280, Section 5), from our own hands and hostile ones.
struct RevocationListReadingTests {
    private static let authority = try? CertificateDraft.authority("CA").signed()

    private func authority() throws -> DraftedCertificate { try #require(Self.authority) }

    @Test func fields() throws {
        let reason = RevocationListDraft.Entry.reason(4)
        let date = DraftExtension("2.5.29.24", DraftDER.element(0x18, Array("20260102030405Z".utf8)))
        let hold = DraftExtension("2.5.29.23", DraftDER.object("1.2.840.10040.2.2"))
        let draft = RevocationListDraft(revoking: [.init([0x00, 0x80], [reason, date, hold]), .init([0xFF])])
            .with { $0.number = 0x1234 }
        let list = try CertificateRevocationList(der: draft.signed(by: authority()))
        #expect(list.issuerText == "CN=CA")
        #expect(list.flaw == nil)
        #expect(list.number == [0x12, 0x34])
        #expect(list.baseNumber == nil)
        #expect(list.thisUpdate == Date(timeIntervalSince1970: 1_777_593_600))
        #expect(list.nextUpdate == Date(timeIntervalSince1970: 1_782_864_000))
        let entries = Array(list.revokedCertificates)
        #expect(list.count == 2)
        #expect(entries.map(\.serialNumber) == [[0x00, 0x80], [0xFF]])
        #expect(entries.map(\.reason) == [.superseded, nil])
        #expect(entries[0].invalidityDate == Date(timeIntervalSince1970: 1_767_323_045))
        #expect(list.entry(serialNumber: [0x00, 0x80]) == entries[0])
        #expect(list.entry(serialNumber: [0xFF]) == entries[1])
        #expect(list.entry(serialNumber: [0x80]) == nil)
    }

    @Test func everyReasonRoundTrips() throws {
        for reason in RevocationReason.allCases {
            let entry = RevocationListDraft.Entry([1], [.init("2.5.29.21", DraftDER.element(0x0A, [reason.code]))])
            let der = try RevocationListDraft(revoking: [entry]).signed(by: authority())
            let list = try CertificateRevocationList(der: der)
            #expect(list.entry(serialNumber: [1])?.reason == reason)
        }
        #expect(RevocationReason(code: 7) == nil)
        #expect(RevocationReason(code: 11) == nil)
    }

    @Test(arguments: [1, 2, 5, 100, 20_000]) func entriesAreFound(_ count: Int) throws {
        let entries = (0..<count).map { RevocationListDraft.Entry([0x40] + withUnsafeBytes(of: $0, Array.init)) }
        let list = try CertificateRevocationList(der: RevocationListDraft(revoking: entries).signed(by: authority()))
        #expect(list.count == count)
        for index in stride(from: 0, to: count, by: max(1, count / 97)) {
            #expect(list.entry(serialNumber: entries[index].serial)?.serialNumber == entries[index].serial)
        }
        #expect(list.entry(serialNumber: [0x40] + withUnsafeBytes(of: count, Array.init)) == nil)
    }

    @Test func textAndFiles() throws {
        let ders = try (0..<2).map { number in
            try RevocationListDraft(revoking: [.init([1])]).with { $0.number = number }.signed(by: authority())
        }
        let text = ders.map { DraftPEM.text("X509 CRL", $0) }.joined(separator: "between\n")
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "lists.pem")
        try Data(ders[0]).write(to: URL(filePath: directory.path("list.der")))
        try directory.write("nothing", to: "nothing.pem")
        #expect(try CertificateRevocationList.lists(pem: Array(text.utf8)).map(\.der) == ders)
        #expect(try CertificateRevocationList.lists(file: directory.path("lists.pem")).map(\.der) == ders)
        #expect(try CertificateRevocationList.lists(file: directory.path("list.der")).map(\.der) == [ders[0]])
        #expect(try CertificateRevocationList(der: ders[0]).pem == DraftPEM.text("X509 CRL", ders[0]))
        let file = directory.path("nothing.pem")
        #expect(throws: RevocationListError.inFile(file, .missing)) { try CertificateRevocationList.lists(file: file) }
        #expect(throws: RevocationListError.self) { try CertificateRevocationList.lists(file: directory.path("none")) }
    }

    struct Malformed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout RevocationListDraft) -> Void

        init(_ name: String, _ change: @escaping @Sendable (inout RevocationListDraft) -> Void) {
            testDescription = name
            self.change = change
        }

        static func adding(_ type: String, _ value: [UInt8]) -> Malformed {
            Malformed("\(type): \(value)") { $0.extensions.append(DraftExtension(type, critical: true, value)) }
        }

        static let all = [
            Malformed("30 February") { $0.thisUpdate = DraftDER.element(0x17, Array("260230000000Z".utf8)) },
            Malformed("without seconds") { $0.nextUpdate = DraftDER.element(0x17, Array("2602010000Z".utf8)) },
            Malformed("with a fraction") { $0.nextUpdate = DraftDER.element(0x18, Array("20260201000000.5Z".utf8)) },
            Malformed("with a zone") { $0.nextUpdate = DraftDER.element(0x17, Array("260201000000+0000".utf8)) },
            Malformed("no serial number") { $0.entries = [.init([])] },
            Malformed("long form of a serial number") { $0.entries = [.init([0, 1])] },
            Malformed("long form of a negative one") { $0.entries = [.init([0xFF, 0x80])] },
            Malformed("unknown reason") { $0.entries = [.init([1], [RevocationListDraft.Entry.reason(7)])] },
            Malformed("extension twice") {
                $0.entries = [.init([1], [RevocationListDraft.Entry.reason(1), RevocationListDraft.Entry.reason(1)])]
            },
            Malformed("list extension twice") {
                $0.extensions.append(DraftExtension("2.5.29.20", DraftDER.integer(1)))
            },
            Malformed("negative number") { $0.number = -1 },
            .adding("2.5.29.27", DraftDER.octets([1])),
            .adding("2.5.29.28", DraftDER.sequence()),
            // onlyContainsUserCerts and onlyContainsCACerts at once; FALSE written out; a name that is none.
            .adding("2.5.29.28", DraftDER.sequence(DraftDER.implicit(1, [0xFF]), DraftDER.implicit(2, [0xFF]))),
            .adding("2.5.29.28", DraftDER.sequence(DraftDER.implicit(1, [0]))),
            .adding("2.5.29.28", DraftDER.sequence(DraftDER.explicit(0, DraftDER.explicit(0, [])))),
            .adding("2.5.29.28", DraftDER.sequence(DraftDER.implicit(3, [8, 1]))),
            .adding("2.5.29.28", DraftDER.sequence(DraftDER.implicit(4, [0xFF]), DraftDER.implicit(1, [0xFF]))),
            .adding("2.5.29.46", DraftDER.sequence()),
            .adding("2.5.29.46", DraftDER.sequence(DraftDER.sequence(DraftDER.implicit(1, [0, 0x40])))),
        ]
    }

    @Test(arguments: Malformed.all) func malformed(_ mistake: Malformed) throws {
        let right = RevocationListDraft(revoking: [.init([1])])
        #expect(throws: Never.self) { try CertificateRevocationList(der: right.signed(by: authority())) }
        #expect(throws: RevocationListError.self) {
            try CertificateRevocationList(der: right.with(mistake.change).signed(by: authority()))
        }
    }

    @Test func truncationAndMutation() throws {
        let der = try sample()
        for count in der.indices {
            #expect(throws: RevocationListError.self) { try CertificateRevocationList(der: Array(der[..<count])) }
        }
        #expect(throws: RevocationListError.self) { try CertificateRevocationList(der: der + [0]) }
        var random = SystemRandomNumberGenerator()
        var unharmed = 0
        for position in der.indices {
            for _ in 0..<8 {
                var mutant = der
                mutant[position] ^= .random(in: 1...255, using: &random)
                guard let list = try? CertificateRevocationList(der: mutant) else { continue }
                unharmed += list.revokedCertificates.reduce(0) { count, _ in count + 1 } == list.count ? 0 : 1
                _ = list.entry(serialNumber: [1])
            }
        }
        #expect(unharmed == 0, "entries counted and entries walked over differ")
    }

    /// One with all that there is.
    private func sample() throws -> [UInt8] {
        let name = DraftDER.sequence(DraftDER.explicit(4, DraftDER.name("Other")))
        let entries: [RevocationListDraft.Entry] = [
            .init([1], [RevocationListDraft.Entry.reason(1), .init("2.5.29.29", critical: true, name)]), .init([2]),
        ]
        return try RevocationListDraft(revoking: entries).delta(base: 1).about {
            $0.name = .uri("http://ca.example/crl")
            $0.onlySomeReasons = [.keyCompromise, .aACompromise]
            $0.indirectCRL = true
        }.signed(by: authority())
    }

    @Test func timesAreWrittenAsTheRFCSays() throws {
        for (seconds, text) in [
            (-631_152_000.0, "500101000000Z"), (2_524_607_999, "491231235959Z"), (2_524_608_000, "20500101000000Z"),
            (-631_152_001, "19491231235959Z"), (1_709_164_800, "240229000000Z"), (951_782_400, "000229000000Z"),
        ] {
            let der = CertificateTime(Date(timeIntervalSince1970: seconds)).der
            #expect(String(decoding: der.dropFirst(2), as: UTF8.self) == text)
            var cursor = DERCursor(der)
            #expect(cursor.nextTime()?.secondsSinceEpoch == Int64(seconds))
        }
    }
}
