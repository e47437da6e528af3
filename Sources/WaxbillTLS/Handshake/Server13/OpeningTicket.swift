import TLSCrypto
import TLSWire

/// RECVD_CH: what does the client's ticket stand for (RFC 9846, Section 4.3.11)?
struct OpeningTicket: ~Copyable, Sendable {
    /// How many of a client's tickets are looked at.
    private static let maximumAttempts = 4

    var core: ServerCore
    let psks: OfferedPsks
    /// Which of the identities is being opened.
    let index: Int

    /// Opens the client's tickets, if it may resume, else goes on to a full handshake.
    static func begin(_ core: consuming ServerCore, _ output: inout HandshakeOutput) -> ServerHandshake13 {
        // RFC 9846, Section 4.3.9: psk_dhe_ke only.
        guard let psks = core.extensions.psks, core.extensions.pskModes.contains(.pskDHEKE),
            core.configuration.sessionStore != nil
        else { return SelectingServerIdentity.begin(core, &output) }
        return open(core, psks, at: 0, &output)
    }

    private static func open(
        _ core: consuming ServerCore, _ psks: OfferedPsks, at index: Int, _ output: inout HandshakeOutput
    ) -> ServerHandshake13 {
        guard index < min(psks.identities.count, maximumAttempts) else {
            output.append(.negotiated(.resumption(accepted: false)))
            return SelectingServerIdentity.begin(core, &output)
        }
        output.append(.ask(.openTicket(psks.identities[index].identity)))
        return .openingTicket(OpeningTicket(core: core, psks: psks, index: index))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        guard case .sessionState(let state) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let state, let session = ServerSession(state), PSKSelection.isUsable(session, core) else {
            return Self.open(core, psks, at: index + 1, &output)
        }
        let early = EarlySecret(core.suite.hash, psk: session.secret)
        // RFC 9846, Section 4.3.11.2: the binder covers the hello up to the binders.
        let truncated = core.hello.bytes[..<psks.truncatedCount(clientHelloCount: core.hello.bytes.count)]
        let binder = try VerifiedBinder.check(
            psks.binders[index], early, transcriptHash: core.transcript.digest(with: truncated))
        let psk = ResumedPSK(index: UInt16(index), proof: binder)
        guard let current = CurrentSession.withoutVerification(session) else {
            return VerifyingSession.begin(core, session, early, psk, &output)
        }
        return try ServerFlight.resume(core, current, early, psk, &output)
    }
}

/// The PSK that the server uses, with the proof that the client knows it.
struct ResumedPSK: Sendable {
    let index: UInt16
    let proof: VerifiedBinder
}
