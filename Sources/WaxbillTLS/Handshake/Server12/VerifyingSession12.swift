import TLSCrypto
import TLSWire

/// RECVD_CH: the client may resume its session, with the question out whether the certificates that it showed then are still good.
struct VerifyingSession12: ~Copyable, Sendable {
    let opening: ServerOpening12
    let session: ServerSession
    let suite: CipherSuiteParameters12

    static func begin(
        _ opening: ServerOpening12, _ session: ServerSession, _ suite: CipherSuiteParameters12,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        if let request = session.verificationRequest { output.append(.ask(.verifyCertificate(request))) }
        return .verifyingSession(VerifyingSession12(opening: opening, session: session, suite: suite))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .certificateVerification(let result) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let current = CurrentSession.check(result, session) else {
            // RFC 5246, Section 7.4.1.3: a server need not resume. In the full handshake the client hears why, if it shows the
            // same certificate again.
            output.append(.negotiated(.resumption(accepted: false)))
            return SelectingServerIdentity12.begin(opening, &output)
        }
        return ServerFlight12.resume(opening, current, suite, &output)
    }
}
