import TLSCrypto

/// The key schedule's first stage: what is known before the key exchange (RFC 9846, Section 7.1).
struct EarlySecret: ~Copyable, Sendable {
    private let hash: HashAlgorithm
    private let secret: Secret

    /// - Parameter psk: the pre-shared key; nil: none.
    init(_ hash: HashAlgorithm, psk: Secret?) {
        self.hash = hash
        let zeros = Secret(zeros: hash.digestLength)
        secret = HKDF.extract(hash, salt: Secret(zeros: 0), inputKeyMaterial: psk ?? zeros)
    }

    /// The binder of a resumption PSK over the hash of the truncated ClientHello (RFC 9846, Section 4.3.11.2).
    func binder(_ transcriptHash: [UInt8]) -> [UInt8] {
        let length = hash.digestLength
        let empty = TranscriptHash(hash).digest()
        let binderKey = HKDF.deriveSecret(hash, secret: secret, label: "res binder", transcriptHash: empty)
        let finishedKey = HKDF.expandLabel(hash, secret: binderKey, label: "finished", context: [], length: length)
        return HMAC.authenticationCode(hash, key: finishedKey, message: transcriptHash)
    }

    /// Goes on with the key exchange's secret.
    /// - Parameter transcriptHash: up to and with the ServerHello.
    consuming func handshake(
        _ suite: CipherSuiteParameters, sharedSecret: Secret, transcriptHash: [UInt8]
    ) -> HandshakeSecret {
        HandshakeSecret(
            suite, salt: HKDF.derived(hash, secret), sharedSecret: sharedSecret, transcriptHash: transcriptHash)
    }
}

extension HKDF {
    /// What leads from one stage to the next: Derive-Secret(…, "derived", "") (RFC 9846, Section 7.1).
    static func derived(_ hash: HashAlgorithm, _ secret: Secret) -> Secret {
        deriveSecret(hash, secret: secret, label: "derived", transcriptHash: TranscriptHash(hash).digest())
    }
}
