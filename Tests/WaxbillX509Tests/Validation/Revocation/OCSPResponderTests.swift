import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// Responders that answer for an issuer (RFC 6960, Section 4.2.2.2).
struct OCSPResponderTests {
    private static let signing = "1.3.6.1.5.5.7.3.9"

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What is wrong; nil where nothing is.
        let mistake: String?
        let isRevoked: Bool
        let change: @Sendable (inout CertificateDraft) -> Void

        init(
            _ name: String, _ mistake: String?, isRevoked: Bool = false,
            _ change: @escaping @Sendable (inout CertificateDraft) -> Void = { _ in }
        ) {
            testDescription = name
            self.mistake = mistake
            self.isRevoked = isRevoked
            self.change = change
        }

        static let noCheck = DraftExtension("1.3.6.1.5.5.7.48.1.5", DraftDER.null)

        static let all = [
            Case("right", nil),
            Case("expired", "is not valid now") { $0.notAfter = DraftDER.time("2026-05-31T23:59:59Z") },
            Case("not yet valid", "is not valid now") { $0.notBefore = DraftDER.time("2026-06-01T00:00:01Z") },
            Case("for any purpose", "does not include OCSPSigning") { $0.set(.extendedKeyUsage("2.5.29.37.0")) },
            Case("without purposes", "does not include OCSPSigning") {
                $0.remove(DraftExtension.Types.extendedKeyUsage)
            },
            Case("wrong key usage", "does not allow digitalSignature") { $0.set(.keyUsage(.crlSign)) },
            Case("unknown critical extension", "unknown critical extension") {
                $0.extensions.append(DraftExtension("1.2.3.4", critical: true, DraftDER.null))
            },
            Case("another issuer's name", "another authority") { $0.issuer = DraftDER.name("Other") },
            Case("wrong signature", "the issuer did not sign") { $0.hasWrongSignature = true },
            Case("revoked", "was revoked", isRevoked: true),
            Case("revoked, but not to be checked", nil, isRevoked: true) { $0.extensions.append(Self.noCheck) },
            Case("not to be checked", nil) { $0.extensions.append(Self.noCheck) },
        ]
    }

    @Test(arguments: Case.all) func responder(_ test: Case) throws {
        let scene = try RevocationScene()
        let key = DraftKey.p256()
        let certificate = try CertificateDraft.leaf().with {
            $0.key = key
            $0.subject = DraftDER.name("Responder")
            $0.set(.extendedKeyUsage(Self.signing))
            test.change(&$0)
        }.signed(by: scene.authority)
        let draft = test.isRevoked ? RevocationListDraft.revoking(certificate) : RevocationListDraft()
        let list = try draft.signed(by: scene.authority)
        let violation = try scene.violation([list], policy: .leafRequired, ocsp: response(scene, certificate))
        #expect(violation?.rule == (test.mistake == nil ? nil : .ocspResponse))
        if let mistake = test.mistake {
            #expect(violation?.detail.contains(mistake) == true, "\(violation?.detail ?? "")")
        }
    }

    /// An authority further up is not the issuer.
    @Test func authoritiesAbove() throws {
        let scene = try RevocationScene()
        for includesCertificate in [false, true] {
            let response = try response(scene, scene.root, includesCertificate: includesCertificate)
            #expect(try scene.violation([], policy: .ifKnown, ocsp: response)?.rule == .ocspResponse)
            let own = try self.response(scene, scene.authority, includesCertificate: includesCertificate)
            #expect(try scene.violation([], policy: .leafRequired, ocsp: own) == nil)
        }
    }

    private func response(
        _ scene: RevocationScene, _ signer: DraftedCertificate, includesCertificate: Bool = true
    ) throws -> [UInt8] {
        guard case .p256(let key) = signer.key else { throw CancellationError() }
        let identifier = OCSPCertificateID(
            issuer: try ParsedCertificate(der: scene.authority.der), serialNumber: scene.leaf.serial)
        let now = Date(timeIntervalSince1970: TimeInterval(RevocationScene.now.secondsSinceEpoch))
        return try OCSPResponseContents(
            answers: [.init(identifier, .good)], producedAt: now, thisUpdate: now, nextUpdate: now + 60
        ).signed(
            by: RevocationSigner(certificate: ParsedCertificate(der: signer.der), key: .p256(key)),
            includesCertificate: includesCertificate
        ).der
    }
}
