/// Decides whether a peer's certificate chain is to be trusted.
///
/// The engine never looks into a certificate: it asks (``Inquiry/verifyCertificate(_:)``) and takes from the answer
/// the public key that the peer then has to prove possession of.
public protocol CertificateVerifier: Sendable {
    /// Verifies a chain. Implementations must not trap on hostile bytes.
    func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult

    /// The DER distinguished names of the authorities that a server names to its clients where its configuration names none
    /// (RFC 9846, Section 4.3.4); empty, unless a verifier says otherwise: any. Asked in each handshake that asks for a
    /// certificate.
    var certificateAuthorities: [[UInt8]] { get }
}

extension CertificateVerifier {
    public var certificateAuthorities: [[UInt8]] { [] }
}

/// A chain to verify, as the peer's Certificate message carried it (RFC 9846, Section 4.5.1).
public struct CertificateVerificationRequest: Sendable, Hashable {
    /// What the certificate has to be good for.
    public enum Purpose: Sendable, Hashable {
        /// The peer is a server that has to have this name (RFC 9525).
        case server(ServerName)
        /// The peer is a client.
        case client
    }

    /// What the key in the peer's certificate is used for (RFC 5280, Section 4.2.1.3).
    public enum KeyUsage: Sendable, Hashable {
        /// It signs: in TLS 1.3 always, before it with ECDHE and for clients.
        case digitalSignature
        /// It decrypts the premaster secret: RSA key transport (RFC 5246, Section 7.4.2).
        case keyEncipherment
    }

    /// DER certificates, the peer's own first.
    public let certificateChain: [[UInt8]]
    /// What the certificate has to be good for.
    public let purpose: Purpose
    /// What the certificate's key is used for.
    public let keyUsage: KeyUsage
    /// The stapled OCSP response of the peer's own certificate in DER, if it sent one (RFC 6066, Section 8).
    public let ocspResponse: [UInt8]?
    /// Whether the chain is that of a session which is about to be resumed, and was verified when the session was made. The peer
    /// shows nothing now: where the chain is no longer good, a full handshake takes the resumption's place.
    public let isResumption: Bool

    /// A request as the engine makes it; for tests of verifiers.
    public init(
        certificateChain: [[UInt8]], purpose: Purpose, keyUsage: KeyUsage = .digitalSignature,
        ocspResponse: [UInt8]? = nil, isResumption: Bool = false
    ) {
        self.certificateChain = certificateChain
        self.purpose = purpose
        self.keyUsage = keyUsage
        self.ocspResponse = ocspResponse
        self.isResumption = isResumption
    }
}

/// What a ``CertificateVerifier`` found.
public enum CertificateVerificationResult: Sendable, Hashable {
    /// The chain is trusted.
    /// - Parameter subjectPublicKeyInfo: the leaf's SubjectPublicKeyInfo in DER (RFC 5280, Section 4.1.2.7).
    case verified(subjectPublicKeyInfo: [UInt8])
    /// The chain is not verified, but its use is allowed all the same (`--insecure`). The handshake goes on and the
    /// summary says `verified: false`.
    case unverified(subjectPublicKeyInfo: [UInt8])
    /// The chain is refused; the handshake fails with the refusal's alert.
    case refused(CertificateRefusal)
}

/// Why a certificate was refused.
public struct CertificateRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The class of the refusal, which decides the alert (RFC 9846, Section 6.2).
    public enum Reason: Sendable, Hashable {
        /// The bytes are not a certificate, or its signature is wrong: `bad_certificate`.
        case badCertificate
        /// Outside its validity: `certificate_expired`.
        case expired
        /// Revoked by its issuer: `certificate_revoked`.
        case revoked
        /// No path to a trust anchor: `unknown_ca`.
        case unknownAuthority
        /// Its type, key or use does not fit: `unsupported_certificate`.
        case unsupportedCertificate
        /// It does not carry the name asked for: `bad_certificate`.
        case nameMismatch
        /// Anything else: `certificate_unknown`.
        case other
        /// For a reason of the verifier's own, with the fatal alert that it wants sent.
        case alert(AlertDescription)
    }

    /// The class of the refusal.
    public let reason: Reason
    /// A sentence fragment for people: which certificate, which rule, which RFC section.
    public let detail: String

    /// A refusal of this class, with a sentence fragment for people.
    public init(_ reason: Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }

    public var description: String { detail }
}
