import TLSCrypto
import TLSWire

/// RECVD_CH: which certificate fits the client's name, suites and signature schemes?
struct SelectingServerIdentity12: ~Copyable, Sendable {
    let opening: ServerOpening12

    static func begin(_ opening: ServerOpening12, _ output: inout HandshakeOutput) -> ServerHandshake12 {
        output.append(
            .ask(
                .selectIdentity(
                    IdentityRequest(
                        role: .server, version: opening.hello.version, serverName: opening.hello.serverName,
                        signatureSchemes: opening.wantedSchemes, acceptsKeyTransport: opening.acceptsKeyTransport,
                        certificateAuthorities: opening.hello.certificateAuthorities,
                        curves: opening.hello.groups, applicationProtocols: opening.hello.applicationProtocols))))
        return .selectingIdentity(SelectingServerIdentity12(opening: opening))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .identity(let identity) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let identity, !identity.certificateChain.isEmpty else { throw .incompatible(.noIdentity) }
        let signer = identity.signer
        let schemes = ServerSchemeSelection12.common(
            signer: signer.signatureSchemes(for: opening.hello.version), wanted: opening.wantedSchemes,
            curve: signer.signatureSchemes(for: .tls13).lazy.compactMap(\.curve).first, groups: opening.hello.groups)
        guard
            let selected = CipherSuiteSelection12.select(
                opening.suites, group: opening.group, schemes: schemes,
                canDecrypt: (signer as? any PremasterDecrypter)?.canDecryptPremasterSecret ?? false)
        else { throw .incompatible(.noCommonCipherSuite(offered: opening.hello.hello.cipherSuites)) }
        return try ServerFlight12.authenticate(opening, identity, selected, &output)
    }
}
