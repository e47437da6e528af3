import Foundation
import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillAuthority

/// An authority's folder as a library has it.
@Suite struct AuthorityFolderTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path("pki")
    }

    private func create(intermediate: Bool = true, passphrase: Passphrase? = nil) throws -> AuthorityFolder {
        try AuthorityFolder.create(
            AuthorityFolder.Contents(
                name: "CA",
                intermediate: intermediate ? CertificateAuthority.IntermediateContents(name: "Issuing") : nil),
            directory: path, passphrase: passphrase)
    }

    private func contents(_ name: String = "alice", defects: Set<CertificateDefect> = []) throws -> LeafContents {
        LeafContents(try .client(named: name), validity: try ValidityTerms(days: 7), defects: defects)
    }

    private func files(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    @Test(arguments: [true, false]) func issues(_ intermediate: Bool) throws {
        let folder = try create(intermediate: intermediate)
        let issued = try folder.issue(try contents(), key: .p256, passphrase: nil)
        #expect(issued.chain.count == (intermediate ? 2 : 1))
        let records = try AuthorityFolder(directory: path).records()
        #expect(records.map(\.kind) == (intermediate ? [.root, .intermediate, .client] : [.root, .client]))
        #expect(records.last?.serial == issued.summary.serial)
        #expect(records.last?.der.map { [UInt8]($0) } == issued.chain[0])
        #expect(records.last?.issuer == (intermediate ? .intermediate : .root))
        #expect(records.allSatisfy { $0.status(at: folder.now) == .valid })
        #expect(records.last?.status(at: folder.now + 8 * 86_400) == .expired)
        #expect(records.last?.status(at: folder.now - 86_400) == .notYetValid)
        #expect(try files(directory.path) == ["pki"])
    }

    /// Folders of before the index: two files.
    @Test func opensOldFolders() throws {
        let old = try CertificateAuthority(name: "Old")
        _ = try old.write(into: path)
        let alice = try old.issue(.client(named: "alice"))
        let file = try old.write(alice, into: directory.path("alice")).certificate
        let folder = try AuthorityFolder(directory: path)
        #expect(try folder.records().map(\.kind) == [.root])
        _ = try folder.issue(try contents("bob"), key: .p256, passphrase: nil)
        let record = try folder.record(file)
        #expect(record.serial == alice.summary.serial)
        #expect(try folder.revoke(record, reason: .superseded).revokedAt != nil)
        #expect(try folder.records().count == 3)
    }

    @Test func findsBySerialInEverySpelling() throws {
        let folder = try create()
        let serial = try folder.issue(try contents(), key: .p256, passphrase: nil).summary.serial
        let colons = stride(from: 0, to: serial.count, by: 2).map { String(serial.dropFirst($0).prefix(2)) }.joined(
            separator: ":")
        for text in [serial, serial.uppercased(), "0x" + serial, "00" + serial, colons] {
            #expect(try folder.record(text).serial == serial)
        }
        #expect(throws: AuthorityIndexError.unknownSerial("abcd")) { try folder.record("abcd") }
        #expect(throws: AuthorityIndexError.notACertificate("nobody")) { try folder.record("nobody") }
        let stranger = try directory.write(TestPKI.issuedClient().certificatePEM, to: "stranger.pem")
        #expect(throws: AuthorityIndexError.notIssuedHere(stranger)) { try folder.record(stranger) }
        let noise = try directory.write("noise", to: "noise.pem")
        #expect(throws: AuthorityIndexError.notACertificate(noise)) { try folder.record(noise) }
    }

    @Test func encryptedKeys() throws {
        let folder = try create(passphrase: Passphrase("secret"))
        #expect(throws: AuthorityError.self) { try folder.issue(try contents(), key: .p256, passphrase: nil) }
        #expect(throws: AuthorityError.self) {
            try folder.issue(try contents(), key: .p256, passphrase: Passphrase("guess"))
        }
        #expect(try folder.issue(try contents(), key: .p256, passphrase: Passphrase("secret")).chain.count == 2)
        // Only what was issued took a serial number.
        #expect(try folder.records().count == 3)
    }

    @Test func whatCannotBeIssuedTakesNoSerial() throws {
        let folder = try create()
        #expect(throws: AuthorityError.contradictoryDefects) {
            try folder.issue(try contents(defects: [.sha1, .caFalse]), key: .p256, passphrase: nil)
        }
        let alice = try folder.record(try folder.issue(try contents(), key: .p256, passphrase: nil).summary.serial)
        let revoked = try folder.revoke(alice, reason: .superseded)
        #expect(throws: AuthorityError.self) {
            try folder.renew(revoked, validity: nil, newKey: nil, passphrase: nil)
        }
        #expect(throws: AuthorityError.self) {
            try folder.renew(try folder.records()[0], validity: nil, newKey: nil, passphrase: nil)
        }
        #expect(try folder.records().count == 3)
    }

    @Test func renewsWithTheSameNamesAndKey() throws {
        let folder = try create()
        let issued = try folder.issue(try contents(), key: .p384, passphrase: nil)
        let old = try folder.record(issued.summary.serial)
        let (same, none) = try folder.renew(old, validity: nil, newKey: nil, passphrase: nil)
        let renewed = CertificateSummary(issued: same[0])
        #expect(none == nil)
        #expect(renewed.serial != issued.summary.serial)
        #expect(renewed.sans == issued.summary.sans)
        let identity = try Identity(certificatePEM: folder.pem(same), keyPEM: try issued.keyPEM())
        #expect(identity.certificateChain.count == 2)
        let (other, key) = try folder.renew(old, validity: nil, newKey: .p256, passphrase: nil)
        _ = try Identity(certificatePEM: folder.pem(other), keyPEM: try #require(key))
        #expect(CertificateSummary(issued: other[0]).subject == issued.summary.subject)
    }

    @Test func overwritesNothing() throws {
        _ = try create()
        let before = try directory.text("pki/ca.pem")
        #expect(throws: AuthorityError.self) { try create() }
        #expect(try directory.text("pki/ca.pem") == before)
        #expect(try AuthorityFolder(directory: path).records().count == 2)
    }

    @Test func anotherIntermediateIsRefused() throws {
        _ = try create()
        let other = try CertificateAuthority(name: "Other").intermediate(.init(name: "Issuing"))
        let pem = other.certificates.chainPEM(other.certificates.intermediatesDER)
        try FileManager.default.removeItem(atPath: directory.path("pki/intermediate.pem"))
        try directory.write(pem, to: "pki/intermediate.pem")
        let error = #expect(throws: AuthorityError.self) { try AuthorityFolder(directory: path) }
        guard case .notAnAuthority = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
