import TLSCrypto
import TLSWire
import WaxbillTLS

extension ScriptedPeer12 {
    private var prf: PRF { (try? parameters.prf(version)) ?? .sha256 }

    /// The hash of the messages that passed.
    package var transcriptHash: [UInt8] {
        var hash = TranscriptHash12(prf)
        hash.update(transcript)
        return hash.digest()
    }

    /// Derives the main secret, after the ClientKeyExchange (RFC 5246, Section 8.1; RFC 7627, Section 4).
    func deriveMainSecret() {
        guard let premasterSecret, let clientHello, let serverHello else { return }
        if bothHave(.extendedMainSecret) {
            mainSecret = prf.derive(
                secret: premasterSecret, label: "extended master secret", seed: transcriptHash, length: 48)
        } else {
            mainSecret = prf.derive(
                secret: premasterSecret, label: "master secret", seed: clientHello.random + serverHello.random,
                length: 48)
        }
    }

    /// The `verify_data` of a side's Finished now (RFC 5246, Section 7.4.9).
    package func verifyData(of sender: Role, _ mainSecret: Secret) -> [UInt8] {
        let label: StaticString = sender == .client ? "client finished" : "server finished"
        return prf.derive(secret: mainSecret, label: label, seed: transcriptHash, length: 12).copyBytes()
    }

    /// The protection of the records that a side sends, from the first record on.
    package func protection(of sender: Role) throws -> any ScriptedProtection {
        guard let mainSecret, let clientHello, let serverHello else {
            throw ScriptedPeerError("no secret for keys yet")
        }
        let parameters = try parameters
        let block = KeyBlock12(
            parameters, version: version, mainSecret: mainSecret, clientRandom: clientHello.random,
            serverRandom: serverHello.random)
        let keys = sender == .client ? block.client : block.server
        switch parameters.protection {
        case .aead(let algorithm): return ScriptedAEAD12(algorithm, keys)
        case .cbc(_, let mac):
            return ScriptedCBC(mac, keys, encryptsThenMACs: bothHave(.encryptThenMAC), random: random)
        }
    }

    /// Keying material for another protocol (RFC 5705, Section 4).
    package func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws -> [UInt8] {
        guard let mainSecret, let clientHello, let serverHello else { throw ScriptedPeerError("no secret yet") }
        let seed = clientHello.random + serverHello.random + (context.map { $0.count.uint16Bytes + $0 } ?? [])
        return prf.derive(secret: mainSecret, label: Array(label.utf8), seed: seed, length: length).copyBytes()
    }

    // MARK: Signatures

    /// Signs as the version does it (RFC 5246, Section 4.7; RFC 4346, Section 4.7).
    func sign(_ content: [UInt8], peerAccepts schemes: [SignatureScheme]?) throws -> DigitallySigned {
        guard let key = identity?.signingKey else { throw ScriptedPeerError("no key to sign with") }
        guard version.namesSignatureAlgorithms else {
            return DigitallySigned(algorithm: nil, signature: try key.sign10(content))
        }
        let usable = key.schemes12.filter { schemes?.contains($0) ?? true }
        guard let scheme = signatureScheme ?? usable.first else { throw ScriptedPeerError("no scheme to sign with") }
        return DigitallySigned(algorithm: scheme, signature: try key.sign12(content, scheme: scheme))
    }

    /// Complains if the signature is not the other side's over this.
    func check(_ signed: DigitallySigned, over content: [UInt8]) {
        guard complaint == nil else { return }
        guard let key = PublicKey(scriptedChain: peerChain) else {
            complaint = ScriptedPeerError("no key to check a signature with")
            return
        }
        let isValid =
            signed.algorithm.map { key.isValid12(signature: signed.signature, content: content, scheme: $0) }
            ?? key.isValid10(signature: signed.signature, content: content)
        if !isValid { complaint = ScriptedPeerError("a signature that is not the peer's") }
    }
}
