import TLSCrypto
import TLSWire

/// WAIT_SHD is over, with the question out whether the server's chain is good. Then its signature is checked.
struct VerifyingServer12: ~Copyable, Sendable {
    let core: ClientCore12
    let proof: ServerProof12
    let request: ClientCertificateRequest12?

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake12 {
        guard case .certificateVerification(let result) = answer else { throw .misuse(.noInquiryWaiting) }
        let certificate = try AcceptedCertificate.check(
            result, chain: proof.chain, ocspResponse: proof.ocspResponse, limits: core.configuration.limits)
        try checkKey(certificate.publicKey)
        let exchange = try exchange(certificate, &output)
        let flight = ClientFlight12(core: core, exchange: exchange)
        guard let request else { return try flight.withoutCertificate(&output) }
        return flight.selectIdentity(request, &output)
    }

    /// RFC 5246, Section 7.4.2; RFC 8422, Section 5.3: the key is of the suite's kind, on a curve that was offered.
    private func checkKey(_ key: PublicKey) throws(TLSError) {
        try key.checkUse(in: core.version)
        guard key.authentication == core.suite.facts.authentication else {
            throw .violation(.certificateDoesNotFitSuite(core.suite.facts.suite))
        }
        if let curve = key.curve, !core.configuration.groups.contains(curve) {
            throw .violation(.certificateCurveNotOffered(curve))
        }
    }

    /// What the client answers to the server's part of the key exchange.
    private func exchange(
        _ certificate: AcceptedCertificate, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientExchange12 {
        guard let keyExchange = proof.keyExchange else {
            guard certificate.publicKey.canEncryptPremasterSecret else {
                throw .violation(.certificateDoesNotFitSuite(core.suite.facts.suite))
            }
            return .keyTransport(certificate)
        }
        let content = keyExchange.params.signedContent(
            clientRandom: core.offer.hello.random, serverRandom: core.serverRandom)
        let signature = try VerifiedSignature.check(
            keyExchange.signedParams, content: content, certificate: certificate,
            offered: core.configuration.signatureSchemes)
        output.append(.negotiated(.signatureScheme(signature.scheme)))
        return .ephemeral(keyExchange.params, signature)
    }
}

/// The server's part of the key exchange, which is proven to be its own.
enum ClientExchange12: Sendable {
    case ephemeral(ServerECDHParams, VerifiedSignature)
    /// Only the owner of the certificate's key can go on.
    case keyTransport(AcceptedCertificate)

    var authentication: ServerAuthentication12 {
        switch self {
        case .ephemeral(_, let signature): .signature(signature)
        case .keyTransport(let certificate): .keyTransport(certificate)
        }
    }
}
