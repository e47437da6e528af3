import TLSWire

/// WAIT_CERT: the server shows its certificate (RFC 5246, Section 7.4.2).
struct WaitCertificate12: ~Copyable, Sendable {
    var core: ClientCore12

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        guard case .certificate(let certificate) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.transcript.append(message)
        let chain = certificate.certificateList
        // RFC 5246, Section 7.4.2: a server's certificate is never empty.
        guard !chain.isEmpty else { throw .violation(.certificateEmpty) }
        guard chain.count <= core.configuration.limits.certificateChainLength else {
            throw .violation(.chainTooLong(chain.count))
        }
        let proof = ServerProof12(chain: chain)
        guard core.extensions.promisesStatus else { return proof.next(core) }
        return .waitCertificateStatus(WaitCertificateStatus12(core: core, proof: proof))
    }
}

/// What the server has shown so far; it is judged when all is there.
struct ServerProof12: Sendable {
    /// DER, the server's own first.
    let chain: [[UInt8]]
    /// In DER (RFC 6066, Section 8).
    var ocspResponse: [UInt8]?
    /// The signed public value of ECDHE; nil with RSA key transport.
    var keyExchange: ServerKeyExchange?

    /// The state after the certificate and its status: with RSA key transport, there is no ServerKeyExchange.
    consuming func next(_ core: consuming ClientCore12) -> ClientHandshake12 {
        switch core.suite.facts.keyExchange {
        case .ecdhe: .waitServerKeyExchange(WaitServerKeyExchange(core: core, proof: self))
        case .rsa: .waitCertificateRequestOrDone(WaitCertificateRequestOrDone(core: core, proof: self))
        }
    }
}
