import TLSCrypto

/// The key schedule's last stage: application data, exporters, resumption (RFC 9846, Section 7.1).
struct MainSecret: ~Copyable, Sendable {
    let client: TrafficSecret
    let server: TrafficSecret
    let exporter: Exporter
    private let suite: CipherSuiteParameters
    private let secret: Secret

    /// - Parameter transcriptHash: up to and with the server's Finished.
    init(_ suite: CipherSuiteParameters, secret: Secret, transcriptHash: [UInt8]) {
        self.suite = suite
        self.secret = secret
        client = TrafficSecret(
            suite: suite,
            secret: HKDF.deriveSecret(
                suite.hash, secret: secret, label: "c ap traffic", transcriptHash: transcriptHash))
        server = TrafficSecret(
            suite: suite,
            secret: HKDF.deriveSecret(
                suite.hash, secret: secret, label: "s ap traffic", transcriptHash: transcriptHash))
        exporter = Exporter(
            hash: suite.hash,
            secret: HKDF.deriveSecret(suite.hash, secret: secret, label: "exp master", transcriptHash: transcriptHash))
    }

    /// The secret from which tickets' PSKs come.
    /// - Parameter transcriptHash: up to and with the client's Finished.
    consuming func resumption(transcriptHash: [UInt8]) -> ResumptionSecret {
        ResumptionSecret(
            hash: suite.hash,
            secret: HKDF.deriveSecret(suite.hash, secret: secret, label: "res master", transcriptHash: transcriptHash))
    }
}

/// The secret that, with a ticket's nonce, gives the ticket's PSK (RFC 9846, Section 4.7.1).
struct ResumptionSecret: Sendable {
    let hash: HashAlgorithm
    let secret: Secret

    func psk(ticketNonce: [UInt8]) -> Secret {
        HKDF.expandLabel(hash, secret: secret, label: "resumption", context: ticketNonce, length: hash.digestLength)
    }
}
