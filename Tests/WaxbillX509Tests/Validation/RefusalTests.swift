import Foundation
import SwiftASN1
import Testing
import WaxbillTLS
import X509

@testable import WaxbillX509

/// Each rule broken once, and what the verifier says about it.
struct RefusalTests {
    /// A chain with one thing wrong.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var root = TestCertificate.Fields.authority("root")
        /// From the root's side to the leaf's.
        var intermediates: [TestCertificate.Fields] = []
        var leaf = TestCertificate.Fields.leaf
        var name = "server.example"
        var isClient = false
        let reason: CertificateRefusal.Reason
        /// What the sentence has to say.
        let says: [String]
    }

    static let now = TestCertificate.now

    static let cases: [Case] = [
        Case(
            testDescription: "expired leaf", leaf: .leaf.with { $0.notAfter = now - 1 }, reason: .expired,
            says: ["CN=leaf", "expired", "2027-01-15T07:59:59Z", "RFC 5280, Section 4.1.2.5"]),
        Case(
            testDescription: "leaf of tomorrow", leaf: .leaf.with { $0.notBefore = now + 86_400 }, reason: .expired,
            says: ["CN=leaf", "not valid before", "2027-01-16T08:00:00Z"]),
        Case(
            testDescription: "expired root", root: .authority("root").with { $0.notAfter = now - 1 }, reason: .expired,
            says: ["CN=root", "expired"]),
        Case(
            testDescription: "expired intermediate",
            intermediates: [.authority("middle").with { $0.notAfter = now - 1 }], reason: .expired,
            says: ["CN=middle", "expired"]),
        Case(
            testDescription: "another name", name: "other.example", reason: .nameMismatch,
            says: ["other.example", "server.example", "RFC 9525"]),
        Case(
            testDescription: "common name only", leaf: .leaf.with { ($0.subject, $0.names) = ("server.example", nil) },
            reason: .nameMismatch, says: ["subjectAltName", "common name does not count"]),
        Case(
            testDescription: "names of other kinds only",
            leaf: .leaf.with { $0.names = [.uniformResourceIdentifier("https://server.example")] },
            reason: .nameMismatch, says: ["server.example"]),
        Case(
            testDescription: "an address as a DNS name",
            leaf: .leaf.with { $0.names = [.dnsName("192.0.2.1")] }, name: "192.0.2.1", reason: .nameMismatch,
            says: ["192.0.2.1"]),
        Case(
            testDescription: "a client's certificate at a server",
            leaf: .leaf.with { $0.extendedKeyUsage = [.clientAuth] }, reason: .unsupportedCertificate,
            says: ["CN=leaf", "serverAuth", "RFC 5280, Section 4.2.1.12"]),
        Case(
            testDescription: "a server's certificate at a client", isClient: true, reason: .unsupportedCertificate,
            says: ["clientAuth"]),
        Case(
            testDescription: "a leaf for any purpose", leaf: .leaf.with { $0.extendedKeyUsage = [.any] },
            reason: .unsupportedCertificate, says: ["serverAuth"]),
        Case(
            testDescription: "an intermediate for other purposes",
            intermediates: [.authority("middle").with { $0.extendedKeyUsage = [.codeSigning] }],
            reason: .unsupportedCertificate, says: ["CN=middle", "serverAuth"]),
        Case(
            testDescription: "no digitalSignature",
            leaf: .leaf.with { $0.keyUsage = KeyUsage(keyEncipherment: true) }, reason: .unsupportedCertificate,
            says: ["CN=leaf", "digitalSignature", "RFC 5280, Section 4.2.1.3"]),
        Case(
            testDescription: "an intermediate without keyCertSign",
            intermediates: [.authority("middle").with { $0.keyUsage = KeyUsage(digitalSignature: true) }],
            reason: .unsupportedCertificate, says: ["CN=middle", "keyCertSign"]),
        Case(
            testDescription: "a root without keyCertSign",
            root: .authority("root").with { $0.keyUsage = KeyUsage(cRLSign: true) },
            reason: .unsupportedCertificate, says: ["CN=root", "keyCertSign"]),
        Case(
            testDescription: "a leaf as issuer", intermediates: [.leaf.with { $0.subject = "middle" }],
            reason: .unknownAuthority, says: ["CN=middle", "not a CA", "RFC 5280, Section 4.2.1.9"]),
        Case(
            testDescription: "an issuer without basicConstraints",
            intermediates: [.authority("middle").with { $0.basicConstraints = nil }], reason: .unknownAuthority,
            says: ["CN=middle", "not a CA"]),
        Case(
            testDescription: "an issuer of version 1",
            intermediates: [
                TestCertificate.Fields(
                    subject: "middle", version: .v1, basicConstraints: nil, keyUsage: nil, extendedKeyUsage: nil,
                    names: nil, hasKeyIdentifiers: false)
            ], reason: .unknownAuthority, says: ["CN=middle", "not a CA"]),
        Case(
            testDescription: "a root that is no CA",
            root: .authority("root").with { $0.basicConstraints = .notCertificateAuthority },
            reason: .unknownAuthority, says: ["CN=root", "not a CA"]),
        Case(
            testDescription: "a path too long",
            intermediates: [
                .authority("first").with { $0.basicConstraints = .isCertificateAuthority(maxPathLength: 0) },
                .authority("second"),
            ], reason: .unknownAuthority, says: ["CN=first", "RFC 5280, Section 6.1.4 (l)", "allows 0 CAs"]),
        Case(
            testDescription: "a name that the CA may not give",
            intermediates: [
                .authority("middle").with {
                    $0.nameConstraints = NameConstraints(permittedDNSDomains: ["elsewhere.example"])
                }
            ], reason: .badCertificate, says: ["RFC 5280, Section 6.1"]),
        Case(
            testDescription: "an unknown critical extension of the leaf",
            leaf: .leaf.with { $0.others = [.init(oid: [1, 2, 3, 4], critical: true, value: [5, 0])] },
            reason: .unsupportedCertificate, says: ["CN=leaf", "1.2.3.4", "RFC 5280, Section 4.2"]),
        Case(
            testDescription: "an unknown critical extension of an intermediate",
            intermediates: [
                .authority("middle").with { $0.others = [.init(oid: [1, 2, 3, 4], critical: true, value: [5, 0])] }
            ], reason: .unsupportedCertificate, says: ["CN=middle", "1.2.3.4"]),
        Case(
            testDescription: "malformed names",
            leaf: .leaf.with {
                $0.names = nil
                $0.others = [.init(oid: [2, 5, 29, 17], critical: false, value: [5, 0])]
            }, reason: .badCertificate, says: ["subjectAltName", "malformed"]),
        Case(
            testDescription: "malformed key usage",
            leaf: .leaf.with {
                $0.keyUsage = nil
                $0.others = [.init(oid: [2, 5, 29, 15], critical: true, value: [5, 0])]
            }, reason: .badCertificate, says: ["keyUsage", "malformed"]),
        Case(
            testDescription: "malformed purposes",
            leaf: .leaf.with {
                $0.extendedKeyUsage = nil
                $0.others = [.init(oid: [2, 5, 29, 37], critical: false, value: [5, 0])]
            }, reason: .badCertificate, says: ["extKeyUsage", "malformed"]),
    ]

    @Test(arguments: cases)
    func refuses(_ broken: Case) async throws {
        let root = try TestCertificate(broken.root)
        var chain = [root]
        for fields in broken.intermediates { chain.append(try TestCertificate(fields, issuedBy: chain.last)) }
        let leaf = try TestCertificate(broken.leaf, issuedBy: chain.last)
        let verifier = ChainVerifier(roots: try TrustRoots(der: [root.der]), clock: FixedClock(TestCertificate.now))
        let presented = ([leaf] + chain.dropFirst().reversed()).map(\.der)
        let purpose: CertificateVerificationRequest.Purpose =
            broken.isClient ? .client : .server(try ServerName(broken.name))
        let result = await verifier.verify(
            CertificateVerificationRequest(certificateChain: presented, purpose: purpose))
        guard case .refused(let refusal) = result else {
            Issue.record("accepted")
            return
        }
        #expect(refusal.reason == broken.reason, "\(refusal)")
        for part in broken.says { #expect(refusal.detail.contains(part), "\(refusal)") }
    }
}
