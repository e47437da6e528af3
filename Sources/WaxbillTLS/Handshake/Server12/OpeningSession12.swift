import TLSCrypto
import TLSWire

/// RECVD_CH: what does the client's ticket or session ID stand for (RFC 5077, Section 3.4; RFC 5246, Section 7.4.1.2)?
struct OpeningSession12: ~Copyable, Sendable {
    let opening: ServerOpening12

    /// Opens the session that the client offers, if we could have kept it, else goes on to a full handshake.
    static func begin(_ opening: ServerOpening12, _ output: inout HandshakeOutput) -> ServerHandshake12 {
        guard let inquiry = inquiry(opening) else { return SelectingServerIdentity12.begin(opening, &output) }
        output.append(.ask(inquiry))
        return .openingSession(OpeningSession12(opening: opening))
    }

    private static func inquiry(_ opening: ServerOpening12) -> Inquiry? {
        guard let store = opening.configuration.sessionStore else { return nil }
        // RFC 5077, Section 3.4: with a ticket, the session ID is only for the client to recognise the answer by.
        if let ticket = opening.extensions.sessionTicket, !ticket.isEmpty { return .openTicket(ticket) }
        let sessionID = opening.hello.hello.legacySessionID
        return sessionID.isEmpty || !store.keepsSessionIDs ? nil : .openSession(id: sessionID)
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .sessionState(let state) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let (session, suite) = usable(state) else {
            output.append(.negotiated(.resumption(accepted: false)))
            return SelectingServerIdentity12.begin(opening, &output)
        }
        // RFC 7627, Section 5.3: only sessions with the extension are kept, so it may not be missing now.
        guard opening.extensions.hasExtendedMainSecret else { throw .violation(.extendedMainSecretInResumption) }
        guard let current = CurrentSession.withoutVerification(session) else {
            return VerifyingSession12.begin(opening, session, suite, &output)
        }
        return ServerFlight12.resume(opening, current, suite, &output)
    }

    private borrowing func usable(_ state: [UInt8]?) -> (ServerSession, CipherSuiteParameters12)? {
        guard let state, let session = ServerSession(state),
            SessionSelection12.isUsable(
                session, for: opening.hello, suites: opening.suites,
                clientAuthentication: opening.configuration.clientAuthentication,
                now: opening.configuration.clock.millisecondsSinceEpoch),
            let suite = CipherSuiteParameters12(session.cipherSuite)
        else { return nil }
        return (session, suite)
    }
}
