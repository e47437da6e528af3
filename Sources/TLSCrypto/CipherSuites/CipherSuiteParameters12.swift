import TLSWire

/// What this module makes of a cipher suite of TLS 1.2 or before: the protection of records, and the lengths of keys.
package struct CipherSuiteParameters12: Sendable, Hashable {
    /// What the suite stands for.
    package let facts: CipherSuite12

    /// How records are protected.
    package let protection: RecordProtectionAlgorithm12

    /// The parameters of `suite`; nil if it is no suite of TLS 1.2 or not one that this module can do. The suites with CBC
    /// need BoringSSL and are nil without the package's trait of this name.
    package init?(_ suite: CipherSuite) {
        guard let facts = CipherSuite12(suite), let protection = RecordProtectionAlgorithm12(facts) else { return nil }
        self.facts = facts
        self.protection = protection
    }

    /// The suites that this module can do, in the order of their numbers.
    package static var supportedSuites: [CipherSuite] {
        CipherSuite12.all.map(\.suite).filter { CipherSuiteParameters12($0) != nil }
    }

    /// The PRF that derives secrets and keys in `version`.
    package func prf(_ version: ProtocolVersion) -> PRF {
        guard version >= .tls12 else { return .md5SHA1 }
        return switch self.facts.prf {
        case .sha256: .sha256
        case .sha384: .sha384
        }
    }

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

/// How records are protected.
package enum RecordProtectionAlgorithm12: Sendable, Hashable {
    /// GCM with part of the nonce in each record (RFC 5288), or ChaCha20-Poly1305 (RFC 7905).
    case aead(AEADAlgorithm)
    /// AES in CBC mode with a key of so many bytes, and HMAC (RFC 5246, Section 6.2.3.2).
    case cbc(keyLength: Int, mac: CipherSuite12.MACAlgorithm)

    /// The protection of the suite's records; nil for CBC without BoringSSL.
    fileprivate init?(_ facts: CipherSuite12) {
        switch facts.cipher {
        case .aes128GCM: self = .aead(.aes128GCM)
        case .aes256GCM: self = .aead(.aes256GCM)
        case .chaCha20Poly1305: self = .aead(.chaCha20Poly1305)
        case .aes128CBC: self.init(cbcWithKeyLength: 16, facts.mac)
        case .aes256CBC: self.init(cbcWithKeyLength: 32, facts.mac)
        }
    }

    private init?(cbcWithKeyLength keyLength: Int, _ mac: CipherSuite12.MACAlgorithm?) {
        #if BoringSSL
        guard let mac else { return nil }
        self = .cbc(keyLength: keyLength, mac: mac)
        #else
        return nil
        #endif
    }
}

extension CipherSuite12.MACAlgorithm {
    /// The length of the MAC, and of its key, in bytes.
    package var length: Int {
        switch self {
        case .hmacSHA1: 20
        case .hmacSHA256: 32
        case .hmacSHA384: 48
        }
    }
}
