import TLSCrypto

/// The key schedule's second stage: it protects the handshake (RFC 9846, Section 7.1).
struct HandshakeSecret: ~Copyable, Sendable {
    let client: TrafficSecret
    let server: TrafficSecret
    private let suite: CipherSuiteParameters
    /// Derived already, so that the stage's own secret need not be kept.
    private let derived: Secret

    fileprivate init(_ suite: CipherSuiteParameters, secret: Secret, transcriptHash: [UInt8]) {
        self.suite = suite
        client = Self.traffic(suite, secret, "c hs traffic", transcriptHash)
        server = Self.traffic(suite, secret, "s hs traffic", transcriptHash)
        derived = HKDF.derived(suite.hash, secret)
    }

    init(_ suite: CipherSuiteParameters, salt: Secret, sharedSecret: Secret, transcriptHash: [UInt8]) {
        self.init(
            suite, secret: HKDF.extract(suite.hash, salt: salt, inputKeyMaterial: sharedSecret),
            transcriptHash: transcriptHash)
    }

    /// Goes on to the application's secrets.
    /// - Parameter transcriptHash: up to and with the server's Finished.
    consuming func main(transcriptHash: [UInt8]) -> MainSecret {
        let zeros = Secret(zeros: suite.hash.digestLength)
        return MainSecret(
            suite, secret: HKDF.extract(suite.hash, salt: derived, inputKeyMaterial: zeros),
            transcriptHash: transcriptHash)
    }

    private static func traffic(
        _ suite: CipherSuiteParameters, _ secret: Secret, _ label: StaticString, _ transcriptHash: [UInt8]
    ) -> TrafficSecret {
        TrafficSecret(
            suite: suite,
            secret: HKDF.deriveSecret(suite.hash, secret: secret, label: label, transcriptHash: transcriptHash))
    }
}
