import TLSWire

/// WAIT_CERT_STATUS: the certificate's OCSP response was promised, and may come or not (RFC 6066, Section 8).
struct WaitCertificateStatus12: ~Copyable, Sendable {
    var core: ClientCore12
    var proof: ServerProof12

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        guard case .certificateStatus(let status) = message.message else {
            return try proof.next(core).next(message, &output)
        }
        core.transcript.append(message)
        proof.ocspResponse = status.response
        return proof.next(core)
    }
}
