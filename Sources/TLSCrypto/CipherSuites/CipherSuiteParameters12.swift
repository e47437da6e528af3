import TLSWire

/// What a cipher suite of TLS 1.2 or before stands for (RFC 5246, Appendix C).
package struct CipherSuiteParameters12: Sendable, Hashable {
    package let keyExchange: KeyExchangeAlgorithm12
    package let authentication: Authentication12
    package let protection: RecordProtectionAlgorithm12

    /// The hash of the PRF in TLS 1.2.
    package let prfHash: HashAlgorithm

    /// The oldest version that the suite can be used with.
    package let minimumVersion: ProtocolVersion

    /// The parameters of `suite`; nil if it is no suite of TLS 1.2 or not one that this module can do. The suites with CBC
    /// need BoringSSL and are nil without the package's trait of this name.
    package init?(_ suite: CipherSuite) {
        guard let parameters = Self.table[suite] else { return nil }
        self = parameters
    }

    /// The suites that this module can do.
    package static var supportedSuites: [CipherSuite] { [CipherSuite](self.table.keys) }

    /// The PRF that derives secrets and keys in `version`.
    package func prf(_ version: ProtocolVersion) -> PRF {
        guard version >= .tls12 else { return .md5SHA1 }
        return switch self.prfHash {
        case .sha256: .sha256
        case .sha384: .sha384
        }
    }

    /// Whether who learns the server's private key later cannot read what was sent.
    package var isForwardSecret: Bool { self.keyExchange == .ecdhe }

    /// The length of a write MAC key in bytes; zero for an AEAD.
    package var macKeyLength: Int {
        switch self.protection {
        case .aead: 0
        case .cbc(_, let mac): mac.length
        }
    }

    /// The length of a write key in bytes.
    package var keyLength: Int {
        switch self.protection {
        case .aead(let aead): aead.keyLength
        case .cbc(let keyLength, _): keyLength
        }
    }

    /// The length in bytes of the write IV that comes from the key block: the nonce's implicit part for an AEAD, the first
    /// record's IV for CBC in TLS 1.0.
    package func fixedIVLength(_ version: ProtocolVersion) -> Int {
        switch self.protection {
        // RFC 5288, Section 3; RFC 7905, Section 2
        case .aead(let aead): aead == .chaCha20Poly1305 ? 12 : 4
        // RFC 4346, Section 6.2.3.2: from TLS 1.1 on, each record brings its IV.
        case .cbc: version >= .tls11 ? 0 : 16
        }
    }

    /// How many records one key may protect: the AEAD's limit (RFC 9846, Section 5.5), or all of the sequence numbers.
    package var recordLimit: UInt64 {
        switch self.protection {
        case .aead(let aead): aead.recordLimit
        case .cbc: .max
        }
    }
}

/// How the premaster secret comes about (RFC 5246, Section 7.4.7).
package enum KeyExchangeAlgorithm12: Sendable, Hashable {
    /// Ephemeral elliptic-curve Diffie-Hellman, signed by the server (RFC 8422).
    case ecdhe
    /// The client encrypts it to the server's RSA key. Not forward-secret.
    case rsa
}

/// The kind of key in the server's certificate.
package enum Authentication12: Sendable, Hashable {
    /// ECDSA, or EdDSA (RFC 8422, Section 5.3).
    case ecdsa
    case rsa
}

/// How records are protected.
package enum RecordProtectionAlgorithm12: Sendable, Hashable {
    /// GCM with part of the nonce in each record (RFC 5288), or ChaCha20-Poly1305 (RFC 7905).
    case aead(AEADAlgorithm)
    /// AES in CBC mode with a key of so many bytes, and HMAC (RFC 5246, Section 6.2.3.2).
    case cbc(keyLength: Int, mac: RecordMAC)
}

/// The hash of a record's HMAC.
package enum RecordMAC: Sendable, Hashable, CaseIterable {
    case sha1
    case sha256
    case sha384

    /// The length of the MAC, and of its key, in bytes.
    package var length: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        }
    }
}
