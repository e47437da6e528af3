import TLSCrypto
import WaxbillTLS
import WaxbillX509

/// Verifies statements of servers: who signed has to have a certificate that the trust roots vouch for, for a TLS server of a name.
///
/// Chains are validated for each statement, at its time; the second time this costs microseconds (``PathValidator`` remembers whose key
/// signed which certificate). For a signer whose chain a handshake verified even that is left out.
public struct StatementVerifier: Sendable {
    /// What the signer's path has to be good for, but for the time.
    public var options: ValidationOptions
    /// Signers whose chains were verified elsewhere for the same roots and names, such as the peer of the connection that the
    /// statement came through.
    public var knownSigners: [StatementSigner] = []
    private let validator: PathValidator
    private let clock: any TLSClock

    /// A verifier of the statements of a TLS server.
    /// - Parameters:
    ///   - name: what the signer's certificate has to be for; nil: anything.
    ///   - clock: the time at which certificates have to be valid.
    public init(roots: TrustRoots, name: ReferenceName?, clock: any TLSClock = SystemClock()) {
        validator = PathValidator(roots: roots)
        self.clock = clock
        options = ValidationOptions(time: CertificateTime(secondsSinceEpoch: 0))
        options.purpose = .server
        options.names = name.map { [$0] } ?? []
        options.keyUsage = .digitalSignature
    }

    /// Verifies signature and signer.
    /// - Returns: the signer.
    /// - Throws: ``StatementError``.
    @discardableResult
    public func verify(
        _ statement: SignedStatement, in context: StatementContext
    ) throws(StatementError) -> StatementSigner {
        let signer = try signer(of: statement.certificates)
        try signer.verify(statement, in: context)
        return signer
    }

    /// Verifies that a chain leads to a trust root and is for the name.
    /// - Throws: `noCertificate`, `unusableKey`, `chain`.
    public func signer(of certificates: [[UInt8]]) throws(StatementError) -> StatementSigner {
        if let known = knownSigners.first(where: { $0.certificates == certificates }) { return known }
        guard !certificates.isEmpty else { throw .noCertificate }
        var options = options
        options.time = CertificateTime(secondsSinceEpoch: Int64(clamping: clock.millisecondsSinceEpoch / 1000))
        let path: ValidatedPath
        do throws(ValidationRefusal) {
            path = try validator.validate(certificates, options)
        } catch {
            throw .chain(error)
        }
        guard let key = path.publicKey else { throw .unusableKey }
        return StatementSigner(certificates: certificates, key: key)
    }
}
