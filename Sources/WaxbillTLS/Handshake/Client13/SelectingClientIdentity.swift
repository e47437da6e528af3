import TLSCrypto
import TLSWire

/// WAIT_FINISHED is over and the server wants a certificate: which one?
struct SelectingClientIdentity: ~Copyable, Sendable {
    var completion: ClientCompletion
    let request: ClientCertificateRequest

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake13 {
        guard case .identity(let identity) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let identity, !identity.certificateChain.isEmpty,
            let scheme = SignatureSchemeSelection.select(
                signer: identity.signer.signatureSchemes, peer: request.signatureSchemes)
        else {
            // RFC 9846, Section 4.5.1: no fitting certificate: an empty message, and no CertificateVerify.
            output.send(Certificate(certificateList: []), &completion.core.transcript)
            return .connected(completion.finish(&output))
        }
        output.send(
            Certificate(certificateList: identity.certificateChain.map { CertificateEntry(certificateData: $0) }),
            &completion.core.transcript)
        let content = SignatureContext.client.content(transcriptHash: completion.core.transcript.digest)
        output.append(.ask(.sign(SigningRequest(identity: identity, scheme: scheme, content: content))))
        return .signingProof(SigningClientProof(completion: completion, scheme: scheme))
    }
}
