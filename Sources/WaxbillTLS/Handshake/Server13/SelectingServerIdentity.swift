import TLSCrypto
import TLSWire

/// RECVD_CH: which certificate fits the client's name and signature schemes?
struct SelectingServerIdentity: ~Copyable, Sendable {
    let core: ServerCore

    static func begin(_ core: consuming ServerCore, _ output: inout HandshakeOutput) -> ServerHandshake13 {
        output.append(
            .ask(
                .selectIdentity(
                    IdentityRequest(
                        role: .server, version: .tls13, serverName: core.hello.serverName,
                        signatureSchemes: core.hello.signatureSchemes ?? [], acceptsKeyTransport: false,
                        certificateAuthorities: core.hello.certificateAuthorities,
                        applicationProtocols: core.hello.applicationProtocols))))
        return .selectingIdentity(SelectingServerIdentity(core: core))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake13 {
        guard case .identity(let identity) = answer else { throw .misuse(.noInquiryWaiting) }
        // RFC 9846, Section 9.2: a PSK that was not accepted does not replace the signature algorithms.
        guard let peerSchemes = core.hello.signatureSchemes else {
            throw .violation(.extensionMissing(.signatureAlgorithms))
        }
        guard let identity, !identity.certificateChain.isEmpty else { throw .incompatible(.noIdentity) }
        guard
            let scheme = SignatureSchemeSelection.select(
                signer: identity.signer.signatureSchemes, peer: peerSchemes)
        else { throw .incompatible(.noCommonSignatureScheme) }
        output.append(.negotiated(.signatureScheme(scheme)))
        return try ServerFlight.authenticate(core, identity, scheme, &output)
    }
}
