import Crypto
import SwiftASN1
import Testing
import WaxbillTLS
import X509

@testable import WaxbillX509

/// IP addresses are compared byte for byte (RFC 9525, Section 6.5).
struct AddressTests {
    @Test(
        arguments: [
            ("192.0.2.1", [192, 0, 2, 1], true), ("192.0.2.2", [192, 0, 2, 1], false),
            ("2001:db8::1", [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], true),
            ("::ffff:192.0.2.1", [192, 0, 2, 1], false), ("192.0.2.1", [192, 0, 2, 1, 255, 255, 255, 255], false),
            ("192.0.2.1", [], false),
        ] as [(String, [UInt8], Bool)])
    func address(_ asked: String, _ presented: [UInt8], _ fits: Bool) async throws {
        let root = try TestCertificate(.authority("root"))
        let leaf = try TestCertificate(
            .leaf.with { $0.names = [.dnsName(asked), .ipAddress(ASN1OctetString(contentBytes: presented[...]))] },
            issuedBy: root)
        let verifier = ChainVerifier(roots: try TrustRoots(der: [root.der]), clock: FixedClock(TestCertificate.now))
        let result = await verifier.verify(
            CertificateVerificationRequest(certificateChain: [leaf.der], purpose: .server(try ServerName(asked))))
        if fits {
            #expect(result == .verified(subjectPublicKeyInfo: [UInt8](leaf.key.publicKey.derRepresentation)))
        } else {
            guard case .refused(let refusal) = result else {
                Issue.record("accepted")
                return
            }
            #expect(refusal.reason == .nameMismatch)
        }
    }
}
