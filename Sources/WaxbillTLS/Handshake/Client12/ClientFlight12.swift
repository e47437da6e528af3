import TLSCrypto
import TLSWire

/// The client's flight: Certificate, ClientKeyExchange, CertificateVerify, ChangeCipherSpec, Finished (RFC 5246,
/// Section 7.3).
struct ClientFlight12: ~Copyable, Sendable {
    var core: ClientCore12
    let exchange: ClientExchange12

    /// The server did not ask for a certificate.
    consuming func withoutCertificate(_ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake12 {
        let main = try exchangeKeys(&output)
        return ClientCompletion12(core: core, main: main, authentication: exchange.authentication).finish(&output)
    }

    /// Asks for the certificate that the server wants.
    consuming func selectIdentity(
        _ request: ClientCertificateRequest12, _ output: inout HandshakeOutput
    ) -> ClientHandshake12 {
        output.append(
            .ask(
                .selectIdentity(
                    IdentityRequest(
                        role: .client, version: core.version, serverName: nil,
                        signatureSchemes: request.signatureSchemes, acceptsKeyTransport: false,
                        certificateAuthorities: request.certificateAuthorities,
                        certificateTypes: request.certificateTypes, applicationProtocols: []))))
        return .selectingIdentity(SelectingClientIdentity12(flight: self, request: request))
    }

    /// Shows a certificate, and asks for the signature that proves it.
    consuming func authenticate(
        _ identity: Identity, _ scheme: SignatureScheme, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        output.send(Certificate12(certificateList: identity.certificateChain), &core.transcript)
        let main = try exchangeKeys(&output)
        // RFC 5246, Section 7.4.8: all messages so far.
        let request = SigningRequest(identity: identity, scheme: scheme, content: core.transcript.messages)
        output.append(.ask(.sign(request)))
        return .signingProof(
            SigningClientProof12(
                completion: ClientCompletion12(core: core, main: main, authentication: exchange.authentication),
                scheme: scheme))
    }

    /// Shows that there is no certificate (RFC 5246, Section 7.4.6).
    consuming func declineCertificate(_ output: inout HandshakeOutput) throws(TLSError) -> ClientHandshake12 {
        core.transcript.forgetMessages()
        output.send(Certificate12(certificateList: []), &core.transcript)
        return try withoutCertificate(&output)
    }

    /// Sends the ClientKeyExchange and derives the main secret.
    private mutating func exchangeKeys(_ output: inout HandshakeOutput) throws(TLSError) -> MainSecret12 {
        let (message, premasterSecret) = try clientKeyExchange()
        output.send(message, &core.transcript)
        let binding: MainSecret12.Binding =
            core.extensions.extendsMainSecret
            ? .session(hash: core.transcript.digest)
            : .randoms(client: core.offer.hello.random, server: core.serverRandom)
        let main = MainSecret12(core.prf, premasterSecret: premasterSecret, binding)
        output.append(.derived(.clientRandom, main.secret, clientRandom: core.offer.hello.random))
        return main
    }

    /// RFC 8422, Section 5.7; RFC 5246, Section 7.4.7.1
    private func clientKeyExchange() throws(TLSError) -> (ClientKeyExchange, Secret) {
        let random = core.configuration.randomSource
        do throws(CryptoFailure) {
            switch exchange {
            case .ephemeral(let params, _):
                let key = try KeyExchangePrivateKey.generate(params.namedCurve, random: random)
                let secret = try key.sharedSecret(with: params.publicPoint)
                return (ClientKeyExchange(ClientECDiffieHellmanPublic(publicPoint: key.publicKey)), secret)
            case .keyTransport(let certificate):
                let (encrypted, secret) = try RSAKeyTransport.encrypt(
                    clientVersion: core.offer.hello.legacyVersion, to: certificate.publicKey, random: random)
                return (ClientKeyExchange(EncryptedPreMasterSecret(preMasterSecret: encrypted)), secret)
            }
        } catch .invalidKeyShare {
            throw .violation(.invalidShare(core.group ?? .secp256r1))
        } catch {
            throw .failure("key exchange: \(error)")
        }
    }
}
