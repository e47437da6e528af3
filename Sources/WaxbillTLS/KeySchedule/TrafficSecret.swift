import TLSCrypto

/// A secret that protects one direction's records, or from which that is derived (RFC 9846, Section 7.2).
struct TrafficSecret: Sendable {
    let suite: CipherSuiteParameters
    let secret: Secret

    /// The MAC of a Finished over `transcriptHash` (RFC 9846, Section 4.5.3).
    func verifyData(_ transcriptHash: [UInt8]) -> [UInt8] {
        HMAC.authenticationCode(suite.hash, key: finishedKey, message: transcriptHash)
    }

    /// The secret after a KeyUpdate (RFC 9846, Section 7.2).
    func next() -> TrafficSecret {
        let length = suite.hash.digestLength
        return TrafficSecret(
            suite: suite,
            secret: HKDF.expandLabel(suite.hash, secret: secret, label: "traffic upd", context: [], length: length))
    }

    func keys(_ epoch: TrafficKeys.Epoch) -> TrafficKeys {
        TrafficKeys(suite: suite, secret: secret, epoch: epoch)
    }

    private var finishedKey: Secret {
        HKDF.expandLabel(suite.hash, secret: secret, label: "finished", context: [], length: suite.hash.digestLength)
    }
}
