import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What people read.
@Suite struct DescriptionTests {
    @Test(
        arguments: [
            (
                .applicationProtocolNotOffered("h3"), .server,
                "server selected ALPN \"h3\", which the client did not offer (RFC 7301, Section 3.1); sent illegal_parameter"
            ),
            (
                .cipherSuiteNotOffered(.aes256GCMSHA384), .server,
                "server selected TLS_AES_256_GCM_SHA384, which the client did not offer (RFC 9846, Section 4.2.3); "
                    + "sent illegal_parameter"
            ),
            (
                .unexpectedMessage(.certificateVerify), .client,
                "client sent CertificateVerify where it may not come (RFC 9846, Section 4); sent unexpected_message"
            ),
            (
                .extensionMissing(.keyShare), .client,
                "client sent no key_share (RFC 9846, Section 9.2); sent missing_extension"
            ),
            (
                .extensionMisplaced(.keyShare, in: .encryptedExtensions), .server,
                "server sent key_share in EncryptedExtensions, where it may not stand (RFC 9846, Section 4.3); "
                    + "sent illegal_parameter"
            ),
            (
                .certificateRequired, .client,
                "client sent no certificate, which is required (RFC 9846, Section 4.5.1); sent certificate_required"
            ),
            (
                .badRecordMAC, .server,
                "server sent a record that does not authenticate (RFC 9846, Section 5.2); sent bad_record_mac"
            ),
            (.notTLS, .server, "server does not speak TLS; sent unexpected_message"),
        ] as [(PeerViolation, Role, String)])
    func violations(violation: PeerViolation, peer: Role, text: String) {
        var error = TLSError.violation(violation)
        error.peer = peer
        #expect(error.description == text)
    }

    @Test(
        arguments: [
            (
                .malformedMessage(DecodingFailure(.truncated, path: "ClientHello.extensions.key_share.client_shares")),
                "peer sent a malformed message: truncated in ClientHello.extensions.key_share.client_shares; "
                    + "sent decode_error"
            ),
            (
                .peerIncompatibility(.noCommonVersion(offered: [.tls12, .tls11])),
                "no common protocol version; the client offered TLSv1.2, TLSv1.1; sent protocol_version"
            ),
            (
                .peerIncompatibility(.noCommonApplicationProtocol(offered: ["h2"])),
                "no common application protocol; the client offered h2; sent no_application_protocol"
            ),
            (
                .certificate(CertificateRefusal(.expired, "it expired yesterday")),
                "peer's certificate refused: it expired yesterday; sent certificate_expired"
            ),
            (.misuse(.notEstablished), "the handshake is not complete"),
            (
                .internalFailure("the signer made no signature"),
                "internal failure: the signer made no signature; sent internal_error"
            ),
        ] as [(TLSError.Fault, String)])
    func faults(fault: TLSError.Fault, text: String) {
        #expect(TLSError(fault).description == text)
    }

    /// Each violation says something of its own, and where the rule stands.
    @Test func everyViolation() {
        let all = ViolationCase.byServer + ViolationCase.byClient + ViolationCase.byRecords
        for violation in all.map(\.violation) {
            #expect(violation.phrase != "broke the protocol", "\(violation)")
            if let citation = violation.citation { #expect(citation.hasPrefix("RFC ")) }
        }
        let phrases = Dictionary(grouping: all, by: \.name).compactMap { $0.value.first?.violation.phrase }
        #expect(Set(phrases).count == phrases.count)
    }

    @Test func errorsOfAConnection() async throws {
        var pair = try InMemoryPair(ClientConfiguration(certificateVerifier: RefusingVerifier(.expired)), .stub())
        await pair.run()
        let own = try #require(pair.clientLog.error)
        #expect(own.description == "server's certificate refused: refused by the test; sent certificate_expired")
        #expect(own.state == "WAIT_CERT (verifying)")
        let theirs = try #require(pair.serverLog.error)
        #expect(theirs.description.hasPrefix("client sent certificate_expired: "))
        #expect(theirs.state == "WAIT_FINISHED")
    }
}
