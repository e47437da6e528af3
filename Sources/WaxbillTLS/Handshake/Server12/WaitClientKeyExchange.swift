import TLSCrypto
import TLSWire

/// WAIT_CKE: the client's part of the key exchange comes next (RFC 5246, Section 7.4.7).
struct WaitClientKeyExchange: ~Copyable, Sendable {
    var core: ServerCore12
    let keyExchange: ServerKeyExchangeKey
    /// What the client has shown and still has to prove to be its own.
    let certificate: AcceptedCertificate?

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake12 {
        guard case .clientKeyExchange(let body) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        core.transcript.append(message)
        switch keyExchange {
        case .ecdhe(let key):
            let point = try body.content(ClientECDiffieHellmanPublic.self).publicPoint
            let premasterSecret = try Self.exchange(key, point)
            return PendingKeys12.derive(core, premasterSecret, certificate, &output)
        case .rsa(let identity):
            let encrypted = try body.content(EncryptedPreMasterSecret.self).preMasterSecret
            // RFC 5246, Section 7.4.7.1: the version is the one that the client offered.
            output.append(
                .ask(
                    .decryptPremaster(
                        PremasterDecryptionRequest(
                            identity: identity, encryptedPremasterSecret: encrypted,
                            clientVersion: core.hello.hello.legacyVersion))))
            return .decryptingPremaster(DecryptingPremaster(core: core, certificate: certificate))
        }
    }

    /// RFC 8422, Section 5.10
    private static func exchange(_ key: KeyExchangePrivateKey, _ point: [UInt8]) throws(TLSError) -> Secret {
        do throws(CryptoFailure) {
            return try key.sharedSecret(with: point)
        } catch .invalidKeyShare {
            throw .violation(.invalidShare(key.group))
        } catch {
            throw .failure("key exchange in \(key.group): \(error)")
        }
    }
}

extension ClientKeyExchange {
    /// The content in the form of the key exchange, with the engine's error.
    fileprivate func content<Keys: ExchangeKeys>(_ form: Keys.Type) throws(TLSError) -> Keys {
        do throws(DecodingFailure) {
            return try decode(form)
        } catch {
            throw .malformed(error)
        }
    }
}
