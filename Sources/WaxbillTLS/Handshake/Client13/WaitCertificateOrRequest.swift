import TLSCrypto
import TLSWire

/// WAIT_CERT_CR: the server may ask for a certificate before it shows its own (RFC 9846, Section 4.4.2).
struct WaitCertificateOrRequest: ~Copyable, Sendable {
    var core: ClientCore
    let schedule: HandshakeSecret

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake13 {
        guard case .certificateRequest(let certificateRequest) = message.message else {
            return try WaitCertificate(core: core, schedule: schedule, request: nil).receive(message, &output)
        }
        core.transcript.append(message)
        let request = try ClientCertificateRequest(certificateRequest, limits: core.configuration.limits)
        return .waitCertificate(WaitCertificate(core: core, schedule: schedule, request: request))
    }
}

/// What a server wants to see from the client (RFC 9846, Section 4.4.2).
struct ClientCertificateRequest: Sendable {
    let signatureSchemes: [SignatureScheme]
    let certificateAuthorities: [[UInt8]]

    init(_ message: CertificateRequest, limits: PeerLimits) throws(TLSError) {
        // RFC 9846, Section 4.4.2: empty but in post-handshake authentication, which we do not offer.
        guard message.certificateRequestContext.isEmpty else { throw .violation(.requestContextNotEmpty) }
        try ExtensionCheck.offer(
            message.extensions, in: .certificateRequest, .certificateRequest, limits: limits)
        guard let algorithms = try message.extensions.extract(SignatureAlgorithms.self) else {
            throw .violation(.extensionMissing(.signatureAlgorithms))
        }
        signatureSchemes = algorithms.supportedSignatureAlgorithms
        certificateAuthorities = try message.extensions.extract(CertificateAuthorities.self)?.authorities ?? []
    }
}
