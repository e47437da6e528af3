import TLSCrypto
import TLSWire
import WaxbillTLS

extension ScriptedPeer13 {
    /// The hash of the messages that passed.
    package var transcriptHash: [UInt8] {
        get throws { try parameters.hash.digest(of: transcript) }
    }

    /// Whether the server has taken the PSK.
    package var isResumed: Bool { session != nil && serverHello?.extensions.contains(.preSharedKey) == true }

    /// RFC 9846, Section 7.1, from the top to the handshake's secrets.
    func deriveHandshakeSecrets(_ sharedSecret: Secret) throws {
        let hash = try parameters.hash
        let psk = isResumed ? session?.psk : nil
        let early = HKDF.extract(
            hash, salt: Secret(zeros: 0), inputKeyMaterial: psk ?? Secret(zeros: hash.digestLength))
        let secret = HKDF.extract(hash, salt: derived(hash, early), inputKeyMaterial: sharedSecret)
        let transcriptHash = try transcriptHash
        trafficSecrets = [
            .client: [
                HKDF.deriveSecret(hash, secret: secret, label: "c hs traffic", transcriptHash: transcriptHash)
            ],
            .server: [
                HKDF.deriveSecret(hash, secret: secret, label: "s hs traffic", transcriptHash: transcriptHash)
            ],
        ]
        derived = derived(hash, secret)
    }

    /// RFC 9846, Section 7.1, from there to the application's secrets.
    func deriveApplicationSecrets() throws {
        guard let derived else { return }
        let hash = try parameters.hash
        let main = HKDF.extract(hash, salt: derived, inputKeyMaterial: Secret(zeros: hash.digestLength))
        let transcriptHash = try transcriptHash
        mainSecret = main
        trafficSecrets[.client]?.append(
            HKDF.deriveSecret(hash, secret: main, label: "c ap traffic", transcriptHash: transcriptHash))
        trafficSecrets[.server]?.append(
            HKDF.deriveSecret(hash, secret: main, label: "s ap traffic", transcriptHash: transcriptHash))
    }

    private func derived(_ hash: HashAlgorithm, _ secret: Secret) -> Secret {
        HKDF.deriveSecret(hash, secret: secret, label: "derived", transcriptHash: hash.digest(of: []))
    }

    /// The `verify_data` of a side's Finished now (RFC 9846, Section 4.5.3).
    package func verifyData(of sender: Role) throws -> [UInt8] {
        guard let secret = trafficSecrets[sender]?.first else {
            throw ScriptedPeerError("no secret yet")
        }
        let hash = try parameters.hash
        let key = HKDF.expandLabel(
            hash, secret: secret, label: "finished", context: [], length: hash.digestLength)
        return HMAC.authenticationCode(hash, key: key, message: try transcriptHash)
    }

    func check(_ finished: [UInt8], from sender: Role) {
        guard complaint == nil, let expected = try? verifyData(of: sender) else { return }
        if Array(finished.dropFirst(4)) != expected { complaint = ScriptedPeerError("wrong verify_data") }
    }

    // MARK: Signatures

    /// A CertificateVerify over what passed so far.
    func makeCertificateVerify(peerAccepts schemes: [SignatureScheme]) throws -> CertificateVerify {
        guard let key = identity?.signingKey, let scheme = signatureScheme ?? key.schemes.first(where: schemes.contains)
        else { throw ScriptedPeerError("nothing to sign with") }
        let context: SignatureContext = role == .client ? .client : .server
        let content = context.content(transcriptHash: try transcriptHash)
        let signature =
            key.schemes.contains(scheme)
            ? try key.sign(content, scheme: scheme) : try key.sign12(content, scheme: scheme)
        return CertificateVerify(algorithm: scheme, signature: signature)
    }

    func checkCertificateVerify(_ bytes: [UInt8], from sender: Role) {
        guard complaint == nil else { return }
        let context: SignatureContext = sender == .client ? .client : .server
        guard let proof = try? CertificateVerify(decoding: Array(bytes.dropFirst(4)).span.bytes),
            let key = PublicKey(scriptedChain: peerChain), let hash = try? transcriptHash,
            key.isValid(
                signature: proof.signature, content: context.content(transcriptHash: hash), scheme: proof.algorithm)
        else {
            complaint = ScriptedPeerError("a signature that is not the peer's")
            return
        }
    }
}
