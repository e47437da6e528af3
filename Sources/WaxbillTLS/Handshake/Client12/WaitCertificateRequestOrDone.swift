import TLSCrypto
import TLSWire

/// WAIT_CR_DONE: the server may ask for a certificate before its flight ends (RFC 5246, Section 7.4.4).
struct WaitCertificateRequestOrDone: ~Copyable, Sendable {
    var core: ClientCore12
    let proof: ServerProof12

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        guard case .certificateRequest(let undecoded) = message.message else {
            core.transcript.forgetMessages()
            return try WaitServerHelloDone(core: core, proof: proof, request: nil).receive(message, &output)
        }
        let request = try ClientCertificateRequest12(
            undecoded.decoded(core.version), version: core.version, own: core.configuration.signatureSchemes)
        core.transcript.append(message)
        return .waitServerHelloDone(WaitServerHelloDone(core: core, proof: proof, request: request))
    }
}

/// What a server wants to see from the client (RFC 5246, Section 7.4.4).
struct ClientCertificateRequest12: Sendable {
    /// The schemes that the server takes, of the kinds of key that it takes.
    let signatureSchemes: [SignatureScheme]
    let certificateAuthorities: [[UInt8]]
    let certificateTypes: [ClientCertificateType]

    init(_ message: CertificateRequest12, version: ProtocolVersion, own: [SignatureScheme]) {
        let acceptable = SignatureSchemes12.acceptable(message.supportedSignatureAlgorithms, in: version, own: own)
        signatureSchemes = acceptable.filter { scheme in
            switch scheme.authentication {
            case .rsa: message.certificateTypes.contains(.rsaSign)
            case .ecdsa: message.certificateTypes.contains(.ecdsaSign)
            case nil: false
            }
        }
        certificateTypes = message.certificateTypes
        certificateAuthorities = message.certificateAuthorities
    }
}
