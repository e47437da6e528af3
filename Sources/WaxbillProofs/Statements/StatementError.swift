import WaxbillTLS
import WaxbillX509

/// Why a statement could not be signed, or is not believed.
public enum StatementError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The identity's key makes no signature that TLS 1.3 knows, or the identity has no certificate.
    case cannotSign
    /// The signer failed, for this reason.
    case signerFailed(String)
    /// The statement has no certificate.
    case noCertificate
    /// The leaf's key is malformed, too weak, or of a kind that signs nothing in TLS 1.3.
    case unusableKey
    /// The scheme is not one of TLS 1.3 for the leaf's key (RFC 9846, Section 4.3.3).
    case schemeDoesNotFitKey(SignatureScheme)
    /// The signature is not the leaf's over these contents in this context.
    case signatureInvalid
    /// The certificates are not those of the signer that is expected.
    case otherSigner
    /// The certificates lead to no trust root, or are not the expected server's.
    case chain(ValidationRefusal)

    /// A sentence without its full stop.
    public var description: String {
        switch self {
        case .cannotSign: "the identity's key makes no signatures of TLS 1.3"
        case .signerFailed(let reason): "the key's signer failed: \(reason)"
        case .noCertificate: "the statement has no certificate"
        case .unusableKey: "the key in the statement's certificate is malformed, too weak, or of an unsupported kind"
        case .schemeDoesNotFitKey(let scheme):
            "the statement's signature scheme \(scheme) does not fit its certificate's key (RFC 9846, Section 4.3.3)"
        case .signatureInvalid: "the statement's signature is wrong"
        case .otherSigner: "the statement's certificates are not the expected signer's"
        case .chain(let refusal): "the statement's signer is not trusted: \(refusal)"
        }
    }
}
