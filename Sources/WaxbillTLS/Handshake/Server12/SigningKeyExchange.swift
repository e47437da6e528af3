import TLSCrypto
import TLSWire

/// NEGOTIATED: the server's Certificate is out, its ServerKeyExchange needs a signature (RFC 5246, Section 7.4.3).
struct SigningKeyExchange: ~Copyable, Sendable {
    var core: ServerCore12
    let key: KeyExchangePrivateKey
    let params: ServerECDHParams
    let scheme: SignatureScheme

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .signature(let signature) = answer else { throw .misuse(.noInquiryWaiting) }
        guard let signature else { throw .failure("the signer made no signature") }
        let signed = DigitallySigned(
            algorithm: core.version.namesSignatureAlgorithms ? scheme : nil, signature: signature)
        output.send(ServerKeyExchange(params: params, signedParams: signed), &core.transcript)
        return ServerFlight12.finish(core, .ecdhe(key), &output)
    }
}
