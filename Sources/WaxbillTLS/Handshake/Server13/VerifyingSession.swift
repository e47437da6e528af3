import TLSCrypto
import TLSWire

/// RECVD_CH: the client may resume its session, with the question out whether the certificates that it showed then are still good.
struct VerifyingSession: ~Copyable, Sendable {
    let core: ServerCore
    let session: ServerSession
    let early: EarlySecret
    let psk: ResumedPSK

    static func begin(
        _ core: consuming ServerCore, _ session: ServerSession, _ early: consuming EarlySecret, _ psk: ResumedPSK,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake13 {
        if let request = session.verificationRequest { output.append(.ask(.verifyCertificate(request))) }
        return .verifyingSession(VerifyingSession(core: core, session: session, early: early, psk: psk))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        guard case .certificateVerification(let result) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let current = CurrentSession.check(result, session) else {
            // RFC 9846, Section 4.3.11: no PSK has to be taken. In the full handshake the client hears why, if it shows the
            // same certificate again.
            output.append(.negotiated(.resumption(accepted: false)))
            return SelectingServerIdentity.begin(core, &output)
        }
        return try ServerFlight.resume(core, current, early, psk, &output)
    }
}
