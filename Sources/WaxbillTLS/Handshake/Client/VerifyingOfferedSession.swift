import TLSWire

/// START with the question out whether the certificates of the session's server are still good. Where they are not, the session
/// is not offered: a full handshake shows what the server has now.
struct VerifyingOfferedSession: ~Copyable, Sendable {
    let start: ClientStart
    let session: Session

    static func begin(
        _ start: consuming ClientStart, _ session: Session, _ output: inout HandshakeOutput
    ) -> ClientHandshake {
        if let request = session.verificationRequest { output.append(.ask(.verifyCertificate(request))) }
        return .verifyingSession(VerifyingOfferedSession(start: start, session: session))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake {
        guard case .certificateVerification(let result) = answer else { throw .misuse(.noInquiryWaiting) }
        return try start.sendClientHello(offering: CurrentSession.check(result, session), &output)
    }
}
