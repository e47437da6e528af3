import TLSCrypto
import TLSWire

/// The `master_secret` of TLS 1.2 and before, and what comes from it (RFC 5246, Section 8.1).
struct MainSecret12: Sendable {
    static let byteCount = 48

    let prf: PRF
    let secret: Secret
    /// Whether it is bound to the handshake (RFC 7627).
    let isExtended: Bool

    /// The secret of a session that is resumed.
    init(_ prf: PRF, resumed secret: Secret, isExtended: Bool) {
        self.prf = prf
        self.secret = secret
        self.isExtended = isExtended
    }

    /// - Parameter binding: what the premaster secret is mixed with.
    init(_ prf: PRF, premasterSecret: Secret, _ binding: Binding) {
        self.prf = prf
        switch binding {
        case .session(let sessionHash):
            // RFC 7627, Section 4
            secret = prf.derive(
                secret: premasterSecret, label: "extended master secret", seed: sessionHash, length: Self.byteCount)
            isExtended = true
        case .randoms(let client, let server):
            // RFC 5246, Section 8.1
            secret = prf.derive(
                secret: premasterSecret, label: "master secret", seed: client + server, length: Self.byteCount)
            isExtended = false
        }
    }

    enum Binding {
        /// The hash of the transcript up to and with the ClientKeyExchange.
        case session(hash: [UInt8])
        case randoms(client: [UInt8], server: [UInt8])
    }

    /// The content of a Finished (RFC 5246, Section 7.4.9).
    func verifyData(of sender: Role, transcriptHash: [UInt8]) -> [UInt8] {
        prf.derive(
            secret: secret, label: sender == .client ? "client finished" : "server finished", seed: transcriptHash,
            length: 12
        ).copyBytes()
    }
}

/// Gives other protocols keys bound to a connection of TLS 1.2 or before (RFC 5705).
struct Exporter12: Sendable {
    let main: MainSecret12
    let clientRandom: [UInt8]
    let serverRandom: [UInt8]

    /// - Parameter context: nil is not the same as empty (RFC 5705, Section 4).
    func keyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8] {
        guard (1...0xffff).contains(length), (context?.count ?? 0) <= 0xffff else {
            throw .misuse(.exportTooLong(length))
        }
        var seed = clientRandom + serverRandom
        if let context {
            seed += [UInt8(truncatingIfNeeded: context.count >> 8), UInt8(truncatingIfNeeded: context.count)] + context
        }
        return main.prf.derive(secret: main.secret, label: Array(label.utf8), seed: seed, length: length).copyBytes()
    }
}
