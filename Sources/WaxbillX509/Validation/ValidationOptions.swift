import WaxbillTLS

/// What a path has to be good for: the inputs of RFC 5280, Section 6.1.1, and what applications ask besides.
public struct ValidationOptions: Sendable {
    /// What a certificate is shown for (RFC 5280, Section 4.2.1.12).
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// A TLS server: id-kp-serverAuth.
        case server
        /// A TLS client: id-kp-clientAuth.
        case client
        /// Anything: the extended key usages are not looked at.
        case any
    }

    /// The time at which the path has to be valid.
    public var time: CertificateTime
    /// What the leaf is shown for.
    public var purpose = Purpose.any
    /// Whether the leaf has to name its purposes. One that does not is good for all of them.
    public var requiresExtendedKeyUsage = false
    /// Names that the leaf has to have, each of them (RFC 9525).
    public var names: [ReferenceName] = []
    /// What the leaf's key is used for, where that is known.
    public var keyUsage: CertificateVerificationRequest.KeyUsage?
    /// Whose rules certificates have to obey in form.
    public var profile = ValidationProfile.rfc5280
    /// The policies that the path has to be valid for (RFC 5280, Section 6.1.1 (c), (e) to (g)).
    public var policies = PolicyParameters()
    /// Revocation lists at hand, complete ones and deltas.
    public var revocationLists: [CertificateRevocationList] = []
    /// The OCSP response about the leaf, in DER, where there is one.
    public var ocspResponse: [UInt8]?
    /// Whether an OCSP response was asked for, so that a leaf that demands one (RFC 7633) is refused without it.
    public var expectsOCSPResponse = false
    /// When the revocation lists have to be current, where that is not ``time``: what was revoked after ``time`` was not revoked
    /// then. For signatures that are older than the lists.
    public var revocationTime: CertificateTime?
    /// What it means that nothing is known about a certificate's revocation.
    public var revocation = RevocationPolicy.ifKnown
    /// Bounds on the work.
    public var limits = ValidationLimits()

    /// Asks for a path that is valid at `time`, and for nothing more.
    public init(time: CertificateTime) { self.time = time }
}
