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
    /// Names that the leaf has to have, each of them (RFC 9525).
    public var names: [ReferenceName] = []
    /// What the leaf's key is used for, where that is known.
    public var keyUsage: CertificateVerificationRequest.KeyUsage?
    /// Whose rules certificates have to obey in form.
    public var profile = ValidationProfile.rfc5280
    /// The policies that the path has to be valid for (RFC 5280, Section 6.1.1 (c), (e) to (g)).
    public var policies = PolicyParameters()
    /// Bounds on the work.
    public var limits = ValidationLimits()

    /// Asks for a path that is valid at `time`, and for nothing more.
    public init(time: CertificateTime) { self.time = time }
}
