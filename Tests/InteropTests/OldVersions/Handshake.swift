import TLSWire
import Testing
import WaxbillX509

/// A version, and the kind of key in the server's certificate.
struct Handshake: Sendable, Hashable, CustomTestStringConvertible {
    let version: Version
    let kind: KeyKind

    /// Ed25519 came with TLS 1.2 (RFC 8422, Section 5.10).
    static let all = Version.allCases.reversed().flatMap { version in
        KeyKind.allCases.filter { $0 != .ed25519 || version >= .tls12 }.map { Handshake(version: version, kind: $0) }
    }

    /// Those before TLS 1.3.
    static let old = all.filter { $0.version < .tls13 }

    var testDescription: String { "TLS \(version.rawValue), \(kind.rawValue)" }

    /// The suites before TLS 1.3 that go with both: all of them for the most usual keys, one of each kind for the others.
    func suites(_ stack: Stack) -> [CipherSuite12] {
        let known = CipherSuite12.all.filter { fits($0) && stack.speaks($0) }
        guard kind != .p256, kind != .rsa2048 else { return known }
        var kinds: Set<String> = []
        return known.filter { kinds.insert("\($0.keyExchange) \($0.mac != nil)").inserted }
    }

    private func fits(_ suite: CipherSuite12) -> Bool {
        let isRSA = kind == .rsa2048 || kind == .rsa3072
        return suite.minimumVersion <= version.number && (suite.authentication == .rsa) == isRSA
    }
}

extension Stack {
    /// Those that speak versions before TLS 1.3.
    static let old: [Stack] = [.openSSL3, .gnuTLS, .boringSSL, .swiftNIOSSL, .jsse, .go, .openSSL4, .rustls]

    /// Whether its side can verify a signature by a key of this kind before TLS 1.3. An ECDSA key's curve has to be among the
    /// groups (RFC 8422, Section 5.1).
    func verifies(_ kind: KeyKind, weAre role: OurRole) -> Bool {
        switch (self, role) {
        // Its client does not know the curve.
        case (.rustls, .server): kind != .p521
        // Its server cannot be told, and by itself takes neither.
        case (.boringSSL, .client): kind != .p521 && kind != .ed25519
        default: true
        }
    }

    func speaks(_ version: Version) -> Bool { self != .rustls || version >= .tls12 }

    func speaks(_ suite: CipherSuite12) -> Bool {
        switch self {
        case .rustls: suite.keyExchange == .ecdhe && suite.mac == nil
        // What is left of CBC in BoringSSL.
        case .boringSSL, .swiftNIOSSL: suite.mac == nil || suite.mac == .hmacSHA1
        // What Go ever had.
        case .go:
            suite.mac == nil || suite.mac == .hmacSHA1 || suite.mac == .hmacSHA256 && suite.cipher == .aes128CBC
        default: true
        }
    }

    /// Whether its server, or its client, resumes sessions before TLS 1.3.
    func resumes(weAre role: OurRole) -> Bool {
        switch self {
        case .swiftNIOSSL: false
        case .rustls: role == .client
        // `waxbill connect` does not go on after a connection that ended without close_notify.
        case .boringSSL: role == .server
        default: true
        }
    }

    /// Whether it has encrypt-then-MAC (RFC 7366).
    var encryptsThenMACs: Bool { [.openSSL3, .openSSL4, .gnuTLS].contains(self) }

    /// Whether it ends without close_notify.
    var truncates: Bool { self == .boringSSL }
}

extension Encounter {
    /// What both should say of a connection with this suite before TLS 1.3.
    func agreement(_ version: Version, _ suite: CipherSuite12) -> Agreement {
        var agreement = Agreement(version: version.reportedName, cipherSuite: "\(suite.suite)", group: nil)
        agreement.older = Agreement.Older(
            keyExchange: "\(suite.keyExchange)", encryptThenMAC: suite.mac == nil ? nil : stack.encryptsThenMACs)
        agreement.isTruncated = stack.truncates
        return agreement
    }
}
