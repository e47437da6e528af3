/// A weak part of TLS that old peers need: off until it is named.
///
/// ``ClientConfiguration/legacy`` and its twin switch them on. Nothing here is safe to leave on for peers that do not need
/// it: who can change what passes can bring a connection down to the weakest thing that both sides still accept.
public enum LegacyFeature: String, CaseIterable, Sendable {
    /// TLS 1.0 (RFC 2246).
    case tls10
    /// TLS 1.1 (RFC 4346).
    case tls11
    /// Suites with AES in CBC mode and HMAC.
    case cbcCipherSuites
    /// Suites in which the client encrypts the secret to the key of the server's certificate.
    case rsaKeyTransport
    /// Signatures over SHA-1 in TLS 1.2.
    case sha1Signatures

    /// What is lost by it: one sentence.
    public var loss: String {
        switch self {
        case .tls10:
            "TLS 1.0 signs with MD5 and SHA-1, for which collisions can be computed, and chains the IVs of its records, "
                + "which BEAST exploits; splitting records is all that stands against it."
        case .tls11:
            "TLS 1.1 signs with MD5 and SHA-1, for which collisions can be computed, and has no authenticated encryption."
        case .cbcCipherSuites:
            "CBC suites authenticate before they encrypt: a peer whose code is not constant-time gives the plaintext away "
                + "to whoever measures it (Lucky 13); encrypt-then-MAC, where both sides know it, avoids that."
        case .rsaKeyTransport:
            "RSA key transport has no forward secrecy: who gets the server's key later can decrypt what was recorded, and "
                + "a server that tells bad padding from good decrypts for anybody (Bleichenbacher, ROBOT)."
        case .sha1Signatures:
            "SHA-1 has had collisions since 2017: a signature over it does not show that the signer meant these bytes."
        }
    }

    /// Who says that it should not be used.
    public var citation: String {
        switch self {
        case .tls10, .tls11: "RFC 8996"
        case .cbcCipherSuites: "RFC 9325, Section 4.2"
        case .rsaKeyTransport: "RFC 9325, Section 4.1"
        case .sha1Signatures: "RFC 9155"
        }
    }

    /// What it is, as people name it.
    public var name: String {
        switch self {
        case .tls10: "TLS 1.0"
        case .tls11: "TLS 1.1"
        case .cbcCipherSuites: "CBC cipher suites"
        case .rsaKeyTransport: "RSA key transport"
        case .sha1Signatures: "SHA-1 signatures"
        }
    }

    /// What cannot be had without: versions are a range, and before TLS 1.2 all suites that there are have CBC.
    var requirements: Set<LegacyFeature> {
        switch self {
        case .tls10: [.tls11, .cbcCipherSuites]
        case .tls11: [.cbcCipherSuites]
        case .cbcCipherSuites, .rsaKeyTransport, .sha1Signatures: []
        }
    }
}
