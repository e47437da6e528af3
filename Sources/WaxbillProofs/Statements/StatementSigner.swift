import TLSCrypto
import WaxbillTLS
import WaxbillX509

/// Somebody whose statements are believed: a chain that was found good, and the key in its leaf.
public struct StatementSigner: Sendable {
    /// DER certificates as they were shown, the signer's first.
    public let certificates: [[UInt8]]
    private let key: PublicKey

    init(certificates: [[UInt8]], key: PublicKey) {
        self.certificates = certificates
        self.key = key
    }

    /// The peer of a TLS connection, whose chain its handshake verified for the name and with the trust roots that are asked for here
    /// too. Whoever passes anything else believes anybody.
    /// - Throws: `noCertificate`, `unusableKey`.
    public init(verifiedPeer certificates: [[UInt8]]) throws(StatementError) {
        guard let leaf = certificates.first else { throw .noCertificate }
        do throws(RuleViolation) {
            self.init(certificates: certificates, key: try ParsedCertificate(der: leaf).publicKey)
        } catch {
            throw .unusableKey
        }
    }

    /// Verifies that this signer made the statement; its certificates have to be the same, byte for byte.
    /// - Throws: `otherSigner`, `schemeDoesNotFitKey`, `signatureInvalid`.
    public func verify(_ statement: SignedStatement, in context: StatementContext) throws(StatementError) {
        guard statement.certificates == certificates else { throw .otherSigner }
        try statement.check(key, context)
    }
}
