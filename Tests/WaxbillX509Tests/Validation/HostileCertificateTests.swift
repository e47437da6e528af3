import Testing
import WaxbillTLS

@testable import WaxbillX509

/// Damaged certificates are refused; nothing traps.
struct HostileCertificateTests {
    let root: TestCertificate
    let leaf: TestCertificate
    let verifier: ChainVerifier

    init() throws {
        root = try TestCertificate(.authority("root"))
        leaf = try TestCertificate(.leaf, issuedBy: root)
        verifier = ChainVerifier(roots: try TrustRoots(der: [root.der]), clock: FixedClock(TestCertificate.now))
    }

    private func isRefused(_ chain: [[UInt8]]) async throws -> Bool {
        let request = CertificateVerificationRequest(
            certificateChain: chain, purpose: .server(try ServerName("server.example")))
        guard case .refused = await verifier.verify(request) else { return false }
        return true
    }

    @Test func truncatedAtEveryLength() async throws {
        for count in leaf.der.indices {
            let part = Array(leaf.der[..<count])
            #expect(try await isRefused([part]), "\(count) bytes")
            #expect(CertificateSummary(der: part) == nil)
            #expect(CertificateFields(der: part) == nil)
        }
        #expect(try await isRefused([leaf.der + [0]]))
    }

    @Test(arguments: [0x01, 0x80, 0xFF] as [UInt8])
    func everyByteChanged(_ mask: UInt8) async throws {
        for index in leaf.der.indices {
            var damaged = leaf.der
            damaged[index] ^= mask
            #expect(try await isRefused([damaged]), "byte \(index)")
            _ = CertificateSummary(der: damaged)
        }
    }

    /// A signature of whole bytes that says it has a bit less; where that bit is zero, DER allows it.
    @Test func unusedBitsInTheSignature() async throws {
        var damaged = leaf.der
        // The last BIT STRING that reaches the end of the certificate.
        let offset = try #require(
            leaf.der.indices.dropLast(3).last { index in
                leaf.der[index] == 0x03 && Int(leaf.der[index + 1]) == leaf.der.count - index - 2
            })
        damaged[offset + 2] = 1
        damaged[damaged.count - 1] &= 0xFE
        #expect(CertificateFields(der: damaged) == nil)
        #expect(try await isRefused([damaged]))
    }

    @Test func damagedIssuersDoNotTrap() async throws {
        let middle = try TestCertificate(.authority("middle"), issuedBy: root)
        let leaf = try TestCertificate(.leaf, issuedBy: middle)
        for index in middle.der.indices {
            var damaged = middle.der
            damaged[index] ^= 0x41
            #expect(try await isRefused([leaf.der, damaged]), "byte \(index)")
        }
    }

    @Test(arguments: [
        [], [0x30], [0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x1F, 0x81], [0x30, 0x81, 0x01, 0x00],
    ])
    func garbage(_ bytes: [UInt8]) async throws {
        #expect(try await isRefused([bytes]))
        #expect(try await isRefused([leaf.der, bytes]))
    }
}
