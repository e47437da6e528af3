import TLSCrypto
import TLSWire

/// The server wants a certificate: which one (RFC 5246, Section 7.4.6)?
struct SelectingClientIdentity12: ~Copyable, Sendable {
    let flight: ClientFlight12
    let request: ClientCertificateRequest12

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake12 {
        guard case .identity(let identity) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let identity, !identity.certificateChain.isEmpty,
            let scheme = identity.signer.signatureSchemes(for: flight.core.version)
                .first(where: { request.signatureSchemes.contains($0) })
        else { return try flight.declineCertificate(&output) }
        return try flight.authenticate(identity, scheme, &output)
    }
}
