import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// OCSP responses: made, read, and checked for a path (RFC 6960).
struct OCSPResponseTests {
    private static let authority = TestPKI.authority
    private static let now = Date()
    private static let date = Date(timeIntervalSince1970: 1_700_000_000)

    private let leaf: ParsedCertificate
    private let root = Self.authority.revocationSigner.certificate

    init() throws { leaf = try Self.authority.issue(.server(named: ["server.example"])).leaf }

    private func contents(
        _ status: OCSPResponse.CertificateStatus, _ hash: OCSPCertificateID.Hash = .sha1
    ) -> OCSPResponseContents {
        let identifier = OCSPCertificateID(issuer: root, serialNumber: leaf.fields.serialNumber, hash: hash)
        return OCSPResponseContents(
            answers: [.init(identifier, status)], producedAt: Self.now, thisUpdate: Self.now,
            nextUpdate: Self.now + 3600)
    }

    private func violation(
        _ response: [UInt8]?, _ policy: RevocationPolicy = .leafRequired, leaf: ParsedCertificate? = nil,
        after seconds: TimeInterval = 0, expectsStaple: Bool = false, lists: [CertificateRevocationList] = []
    ) -> RuleViolation? {
        let time = CertificateTime(secondsSinceEpoch: Int64(Self.now.timeIntervalSince1970 + seconds))
        var checker = RevocationChecker(lists: lists, time: time)
        checker.policy = policy
        checker.ocspResponse = response
        checker.expectsStaple = expectsStaple
        var budget = WorkBudget(ValidationLimits())
        do throws(RuleViolation) {
            try checker.check(0, of: [leaf ?? self.leaf, root], NoCRLIssuers(), &budget)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: OCSPCertificateID.Hash.allCases) func good(_ hash: OCSPCertificateID.Hash) throws {
        let signer = Self.authority.revocationSigner
        for includesCertificate in [false, true] {
            let response = try contents(.good, hash).signed(by: signer, includesCertificate: includesCertificate)
            #expect(violation(response.der) == nil)
            #expect(response.statuses.map(\.status) == [.good])
        }
    }

    @Test func revoked() throws {
        let response = try contents(.revoked(at: Self.date, reason: .cessationOfOperation))
            .signed(by: Self.authority.revocationSigner, includesCertificate: false)
        let violation = violation(response.der, .ifKnown)
        #expect(violation?.rule == .revoked)
        #expect(violation?.detail == "was revoked at 2023-11-14T22:13:20Z for cessationOfOperation")
        let silent = try contents(.revoked(at: Self.date, reason: nil))
            .signed(by: Self.authority.revocationSigner, includesCertificate: false)
        #expect(self.violation(silent.der, .ifKnown)?.detail == "was revoked at 2023-11-14T22:13:20Z")
    }

    @Test func unknown() throws {
        let response = try contents(.unknown).signed(by: Self.authority.revocationSigner, includesCertificate: false)
        #expect(violation(response.der, .ifKnown)?.detail.contains("does not know it") == true)
    }

    /// Responders that do not answer say nothing about the certificate.
    @Test(arguments: OCSPResponse.Status.allCases.dropFirst()) func noAnswer(_ status: OCSPResponse.Status) throws {
        let response = DraftDER.sequence(DraftDER.element(0x0A, [status.rawValue]))
        #expect(violation(response, .ifKnown) == nil)
        #expect(violation(response, .leafRequired)?.rule == .revocationUnknown)
    }

    @Test(arguments: [(3600 + 299, true), (3600 + 301, false), (-299, true), (-301, false)])
    func times(_ seconds: TimeInterval, _ isGood: Bool) throws {
        let response = try contents(.good).signed(by: Self.authority.revocationSigner, includesCertificate: false)
        #expect((violation(response.der, .ifKnown, after: seconds) == nil) == isGood)
        var endless = contents(.good)
        endless.nextUpdate = nil
        let open = try endless.signed(by: Self.authority.revocationSigner, includesCertificate: false)
        #expect(violation(open.der, .ifKnown, after: 86_000) == nil)
        #expect(violation(open.der, .ifKnown, after: 87_000)?.detail.contains("is stale now") == true)
    }

    @Test func ofAnotherCertificate() throws {
        let other = try Self.authority.issue(.server(named: ["other.example"])).leaf
        let response = try contents(.good).signed(by: Self.authority.revocationSigner, includesCertificate: false)
        #expect(violation(response.der, .ifKnown, leaf: other)?.detail.contains("about another certificate") == true)
        // The same number by an issuer of the same name.
        let twin = try CertificateAuthority(name: "x").revocationSigner
        var contents = contents(.good)
        let identifier = OCSPCertificateID(issuer: twin.certificate, serialNumber: leaf.fields.serialNumber)
        contents.answers = [.init(identifier, .good)]
        let forged = try contents.signed(by: Self.authority.revocationSigner, includesCertificate: false)
        #expect(violation(forged.der, .ifKnown)?.rule == .ocspResponse)
    }

    @Test func strangersDoNotSign() throws {
        let stranger = try CertificateAuthority(name: "Stranger").revocationSigner
        let server = try Self.authority.issue(.server(named: ["server.example"])).revocationSigner
        for (signer, text) in [(stranger, "OCSPSigning"), (server, "OCSPSigning")] {
            let response = try contents(.good).signed(by: signer, includesCertificate: true)
            #expect(violation(response.der, .ifKnown)?.detail.contains(text) == true)
            let bare = try contents(.good).signed(by: signer, includesCertificate: false)
            #expect(violation(bare.der, .ifKnown)?.detail.contains("did not sign") == true)
        }
    }

    @Test func certificatesThatDemandAResponse() throws {
        let scene = try RevocationScene(leaf: [
            DraftExtension("1.3.6.1.5.5.7.1.24", DraftDER.sequence(DraftDER.integer(5)))
        ])
        #expect(try scene.violation([], policy: .ifKnown) == nil)
        let missing = try scene.violation([], policy: .ifKnown, expectsStaple: true)
        #expect(missing?.detail.contains("came without one") == true)
        let busy = DraftDER.sequence(DraftDER.element(0x0A, [3]))
        #expect(try scene.violation([], policy: .ifKnown, ocsp: busy)?.rule == .ocspResponse)
        let other = try RevocationScene(leaf: [
            DraftExtension("1.3.6.1.5.5.7.1.24", DraftDER.sequence(DraftDER.integer(23)))
        ])
        #expect(try other.violation([], policy: .ifKnown, expectsStaple: true) == nil)
        let broken = try RevocationScene(leaf: [DraftExtension("1.3.6.1.5.5.7.1.24", DraftDER.integer(5))])
        #expect(try broken.violation([], policy: .ifKnown)?.rule == .malformedExtension)
    }

    @Test func aListSaysOtherwise() throws {
        let entry = RevocationListContents.Entry(
            serialNumber: Array(leaf.fields.serialNumber), revocationDate: Self.date)
        let contents = RevocationListContents(
            number: 1, thisUpdate: Self.now - 60, nextUpdate: Self.now + 3600, entries: [entry])
        let list = try contents.signed(by: Self.authority.revocationSigner)
        let good = try self.contents(.good).signed(by: Self.authority.revocationSigner, includesCertificate: false)
        #expect(violation(good.der, lists: [list])?.rule == .revoked)
    }

    @Test func truncationAndMutation() throws {
        let signer = Self.authority.revocationSigner
        let der = try contents(.good).signed(by: signer, includesCertificate: false).der
        #expect(violation(der) == nil)
        for count in der.indices {
            #expect(throws: OCSPResponseError.self) { try OCSPResponse(der: Array(der[..<count])) }
        }
        #expect(throws: OCSPResponseError.self) { try OCSPResponse(der: der + [0]) }
        // Every bit counts.
        for position in der.indices {
            for bit in 0..<8 {
                var mutant = der
                mutant[position] ^= 1 << bit
                #expect(violation(mutant)?.rule == .ocspResponse, "byte \(position), bit \(bit)")
            }
        }
    }
}

/// OpenSSL as the peer.
struct OCSPInteropTests {
    /// Files of a CA, a responder of its own, and a leaf.
    private func prepare(_ openssl: OpenSSL) throws -> (leaf: ParsedCertificate, root: ParsedCertificate) {
        let authority = TestPKI.authority
        let issued = try authority.issue(.server(named: ["server.example"]))
        try openssl.directory.write(authority.certificatePEM, to: "ca.pem")
        try openssl.directory.write(authority.key.pem(), to: "key.pem")
        try openssl.directory.write(PEM.text("CERTIFICATE", issued.leaf.der), to: "leaf.pem")
        try openssl.directory.write(
            "[e]\nextendedKeyUsage=OCSPSigning\nkeyUsage=digitalSignature\n[w]\nextendedKeyUsage=serverAuth\n",
            to: "e.cnf")
        for (name, section) in [("responder", "e"), ("wrong", "w")] {
            try openssl(
                "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name)-key.pem "
                    + "-subj /CN=\(name) -out \(name).csr")
            try openssl(
                "x509 -req -in \(name).csr -CA ca.pem -CAkey key.pem -days 1 -extfile e.cnf "
                    + "-extensions \(section) -out \(name).pem")
        }
        return (issued.leaf, authority.revocationSigner.certificate)
    }

    private func violation(_ der: [UInt8], _ path: [ParsedCertificate]) -> RuleViolation? {
        let time = CertificateTime(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
        var checker = RevocationChecker(lists: [], time: time)
        checker.policy = .leafRequired
        checker.ocspResponse = der
        var budget = WorkBudget(ValidationLimits())
        do throws(RuleViolation) {
            try checker.check(0, of: path, NoCRLIssuers(), &budget)
            return nil
        } catch {
            return error
        }
    }

    @Test(.needsOpenSSL) func acceptsOpenSSLs() throws {
        let openssl = try OpenSSL()
        let (leaf, root) = try prepare(openssl)
        let serial = leaf.fields.serialNumber.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            .joined()
        let lines = [
            ("V\t491231235959Z\t\t\(serial)\tunknown\t/CN=x\n", nil),
            ("R\t491231235959Z\t260101000000Z,keyCompromise\t\(serial)\tunknown\t/CN=x\n", ValidationRule.revoked),
            ("", .ocspResponse),
        ]
        for (line, rule) in lines {
            try openssl.directory.write(line, to: "index.txt")
            for (signer, key) in [("ca", "key"), ("responder", "responder-key"), ("wrong", "wrong-key")] {
                try openssl(
                    "ocsp -index index.txt -CA ca.pem -rsigner \(signer).pem -rkey \(key).pem -issuer ca.pem "
                        + "-cert leaf.pem -ndays 1 -respout r.der -noverify")
                let der = try OCSPResponse(file: openssl.path("r.der")).der
                let violation = violation(der, [leaf, root])
                #expect(violation?.rule == (signer == "wrong" ? .ocspResponse : rule), "\(violation?.detail ?? "")")
                if signer == "wrong" { #expect(violation?.detail.contains("OCSPSigning") == true) }
            }
        }
    }

    @Test(.needsOpenSSL) func openSSLAcceptsOurs() throws {
        let openssl = try OpenSSL()
        let (leaf, root) = try prepare(openssl)
        let own = TestPKI.authority.revocationSigner
        let delegated = try RevocationSigner(
            certificate: ParsedPEM.first(openssl.path("responder.pem")),
            keyPEM: FileContents.read(openssl.path("responder-key.pem")))
        let now = Date()
        for hash in [OCSPCertificateID.Hash.sha1, .sha256] {
            for (signer, includesCertificate) in [(own, false), (delegated, true)] {
                let identifier = OCSPCertificateID(issuer: root, serialNumber: leaf.fields.serialNumber, hash: hash)
                let response = try OCSPResponseContents(
                    answers: [.init(identifier, .revoked(at: now - 60, reason: .superseded))], producedAt: now,
                    thisUpdate: now - 1, nextUpdate: now + 3600
                ).signed(by: signer, includesCertificate: includesCertificate)
                try Data(response.der).write(to: URL(filePath: openssl.path("r.der")))
                let option = hash == .sha1 ? "" : "-sha256"
                let text = try openssl("ocsp \(option) -respin r.der -CAfile ca.pem -issuer ca.pem -cert leaf.pem")
                #expect(text.contains("revoked") && text.contains("superseded"))
                #expect(violation(response.der, [leaf, root])?.rule == .revoked)
            }
        }
    }
}

/// The first certificate of a PEM file.
private enum ParsedPEM {
    static func first(_ path: String) throws -> [UInt8] {
        try #require(PEM.blocks(in: FileContents.read(path)).first?.contents)
    }
}
