import TLSCrypto

/// The key schedule's first stage: what is known before the key exchange (RFC 9846, Section 7.1).
struct EarlySecret: ~Copyable, Sendable {
    private let hash: HashAlgorithm
    private let secret: Secret
    private let derived: Secret

    /// - Parameter psk: the pre-shared key; nil: none.
    init(_ hash: HashAlgorithm, psk: Secret?) {
        self.hash = hash
        if let psk {
            secret = HKDF.extract(hash, salt: Secret(zeros: 0), inputKeyMaterial: psk)
            derived = HKDF.derived(hash, secret)
        } else {
            (secret, derived) = hash == .sha256 ? Self.sha256WithoutPSK : Self.sha384WithoutPSK
        }
    }

    // Without a PSK nothing of this stage is secret, and it is the same in every connection.
    private static let sha256WithoutPSK = withoutPSK(.sha256)
    private static let sha384WithoutPSK = withoutPSK(.sha384)

    private static func withoutPSK(_ hash: HashAlgorithm) -> (secret: Secret, derived: Secret) {
        let secret = HKDF.extract(
            hash, salt: Secret(zeros: 0), inputKeyMaterial: Secret(zeros: hash.digestLength))
        return (secret, HKDF.derived(hash, secret))
    }

    /// The binder of a resumption PSK over the hash of the truncated ClientHello (RFC 9846, Section 4.3.11.2).
    func binder(_ transcriptHash: [UInt8]) -> [UInt8] {
        let length = hash.digestLength
        let binderKey = HKDF.deriveSecret(
            hash, secret: secret, label: "res binder", transcriptHash: hash.digestOfNothing)
        let finishedKey = HKDF.expandLabel(hash, secret: binderKey, label: "finished", context: [], length: length)
        return HMAC.authenticationCode(hash, key: finishedKey, message: transcriptHash)
    }

    /// Goes on with the key exchange's secret.
    /// - Parameter transcriptHash: up to and with the ServerHello.
    consuming func handshake(
        _ suite: CipherSuiteParameters, sharedSecret: Secret, transcriptHash: [UInt8]
    ) -> HandshakeSecret {
        HandshakeSecret(suite, salt: derived, sharedSecret: sharedSecret, transcriptHash: transcriptHash)
    }
}

extension HKDF {
    /// What leads from one stage to the next: Derive-Secret(…, "derived", "") (RFC 9846, Section 7.1).
    static func derived(_ hash: HashAlgorithm, _ secret: Secret) -> Secret {
        deriveSecret(hash, secret: secret, label: "derived", transcriptHash: hash.digestOfNothing)
    }
}

extension HashAlgorithm {
    /// The digest of no bytes, which stands for an empty transcript (RFC 9846, Section 7.1).
    var digestOfNothing: [UInt8] {
        switch self {
        case .sha256: Self.sha256OfNothing
        case .sha384: Self.sha384OfNothing
        }
    }

    private static let sha256OfNothing = TranscriptHash(.sha256).digest()
    private static let sha384OfNothing = TranscriptHash(.sha384).digest()
}
